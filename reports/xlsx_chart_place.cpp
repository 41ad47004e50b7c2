#include "reports/xlsx_chart_place.hpp"

#include <xlsxwriter.h>

#include <algorithm>

namespace kdt::reports {
namespace {

// A chart is so many pixels wide at first, and made so many times that where one page has room for it; so is its height
// in points.
constexpr double kPixelsAcross = 480.0;
constexpr double kAcross = 1.6;
constexpr double kPixelsOfSign = 7.0;
/// What its last column may stand out beyond it.
constexpr double kSignsAround = 12.0;
constexpr double kPointsDown = 216.0;
constexpr double kDown = 1.3;
/// That a row of bars takes at least.
constexpr double kPointsOfBar = 15.0;
constexpr int kClear = 6;
/// Rows of a long table, whose chart stands beside it.
constexpr unsigned kLong = 24;

lxw_chart_options below_header(const SheetPlan& plan, bool bars, std::string& title) {
    lxw_chart_options options{};
    options.description = title.data();
    options.x_scale = plan.paper.is_wide() ? std::min(kAcross, plan.room * kPixelsOfSign / kPixelsAcross) : kAcross;
    options.y_scale = bars ? std::max(kDown, plan.rows * kPointsOfBar / kPointsDown) : kDown;
    // Clear of the header, which every printed page repeats with all that touches its rows.
    options.y_offset = kClear;
    return options;
}

/// Below the notes; what a page does not hold goes on with the notes, or with the chart where it fills a page.
void place_below(lxw_worksheet* sheet, const SheetPlan& plan, lxw_chart_options& options) {
    const double across = std::max(plan.signs, options.x_scale * kPixelsAcross / kPixelsOfSign + kSignsAround);
    const double page = page_height(plan.paper, across) - plan.head - kClear;
    options.y_scale = std::min(options.y_scale, page / kPointsDown);
    const double chart = options.y_scale * kPointsDown;
    hold_scale(sheet, plan.paper, across);
    if (plan.below + chart <= page) { return; }
    begin_page(sheet, plan.notes + chart <= page ? plan.last_row() + 2 : plan.after_notes);
}

} // namespace

void place_chart(lxw_worksheet* sheet, lxw_chart* chart, const SheetPlan& plan, bool bars, std::string title) {
    lxw_chart_options options = below_header(plan, bars, title);
    const bool aside = plan.rows > kLong && plan.columns < 9;
    if (!aside) { place_below(sheet, plan, options); }
    const unsigned row = aside ? SheetPlan::kFirstRow : plan.after_notes;
    const unsigned column = aside ? plan.columns + 1 : plan.free_column();
    worksheet_insert_chart_opt(sheet, row, static_cast<lxw_col_t>(column), chart, &options);
}

} // namespace kdt::reports
