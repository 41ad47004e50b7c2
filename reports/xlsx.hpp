#pragma once

#include "reports/document.hpp"

#include <string>

namespace kdt::reports {

/// report.xlsx: an overview, every table of the catalogue on a sheet of its own with native charts bound to its cells,
/// and notes. Figures are numbers in full, shown as the other formats show them. The same findings give the same bytes.
/// Throws std::runtime_error where it can't be made.
std::string xlsx(const Findings& findings, const Document& document);

} // namespace kdt::reports
