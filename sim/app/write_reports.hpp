#pragma once

#include "app/context.hpp"
#include "app/formats.hpp"
#include "reports/document.hpp"
#include "results/csv.hpp"

#include <vector>

namespace kdt::app {

/// The formats of a command line, and what speaks against delivering them: an unknown one, docx without pandoc, a
/// template that is none.
Checked<Formats> wanted_formats(const CommandLine& line);

/// report.html, report.xlsx, report.docx, report.md, csv/ and with it the stress.csv of a stress test, as far as they
/// are wanted, in this language. The same findings give the same bytes.
std::vector<results::OutputFile> report_files(const reports::Findings& findings, const Formats& formats,
                                              const CommandLine& line, Language language);

} // namespace kdt::app
