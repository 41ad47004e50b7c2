#pragma once

#include "reports/document.hpp"
#include "reports/xlsx_book.hpp"

namespace kdt::reports {

/// The first sheet: what was simulated, the figures of the first page as numbers with their interval, the conclusion.
void write_overview(XlsxBook& book, const Document& document);

} // namespace kdt::reports
