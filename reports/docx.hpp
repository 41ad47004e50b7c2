#pragma once

#include "base/problem.hpp"
#include "results/frame.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace kdt::reports {

/// pandoc: what KDT_PANDOC names, else the first on PATH. Nothing where there is none that can be run.
std::optional<std::filesystem::path> find_pandoc();

/// Why no docx can be made here: no pandoc or one that does not run, a template that is no Word document or
/// that pandoc can't use. It can be asked before anything is simulated.
Problems docx_problems(const std::optional<std::filesystem::path>& reference);

/// report.docx from report.md, in the style of an official document (GB/T 9704) or of the bureau's own reference
/// document. The same Markdown, frame and pandoc give the same bytes. Throws std::runtime_error where pandoc fails.
std::string docx(const std::string& markdown, const results::Frame& frame,
                 const std::optional<std::filesystem::path>& reference);

/// The files in reports/docx, as they are embedded.
std::string_view reference_document();
std::string_view table_filter();
std::string_view table_columns(); ///< what the filter reads beside itself

} // namespace kdt::reports
