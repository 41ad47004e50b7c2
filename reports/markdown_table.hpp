#pragma once

#include "results/table.hpp"

#include <string>

namespace kdt::reports {

/// A table of the catalogue as a Markdown pipe table, aligned by display width (the share of dashes is the column's
/// width for pandoc), with its title as caption line above and its notes below.
std::string markdown_table(const results::Table& table, Language language);

/// The same for a terminal: no pipes, no markup; notes below.
std::string plain_table(const results::Table& table, Language language);

/// " ±1.20": the 95 % error of a mean; nothing where it is exact.
std::string error_text(const results::Cell& cell, Language language);

} // namespace kdt::reports
