#pragma once

#include "reports/xlsx_sheet.hpp"

struct lxw_chart;

namespace kdt::reports {

/// Puts a chart beside a long table of few columns, below the notes of any other, where no printed page tears it; one
/// of bars is as high as its rows ask.
void place_chart(lxw_worksheet* sheet, lxw_chart* chart, const SheetPlan& plan, bool bars, std::string title);

} // namespace kdt::reports
