#pragma once

#include "reports/xlsx_sheet.hpp"

namespace kdt::reports {

/// The native chart of a table, bound to its cells, below its notes (beside a long table); tables without one stay as
/// they are.
void add_sheet_chart(XlsxBook& book, lxw_worksheet* sheet, const results::Table& table, const SheetPlan& plan,
                     Language language);

} // namespace kdt::reports
