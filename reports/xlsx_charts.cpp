#include "reports/xlsx_charts.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace kdt::reports {
namespace {

using results::Table;

/// How one table is drawn: a series for each of these columns over the first one, or for each row.
struct Drawing {
    std::string_view table;
    std::uint8_t type;
    std::vector<std::string_view> columns; ///< their ids; empty: a series a row, from `first_column` on
    std::size_t categories = 0;            ///< column of the categories
    std::size_t first_column = 0;
    bool percent = false; ///< the values are fractions
};

const std::vector<Drawing>& drawings() {
    static const std::vector<Drawing> all = {
        {"balance", LXW_CHART_LINE, {"P5", "P25", "P50", "P75", "P95"}},
        {"loss_distribution", LXW_CHART_COLUMN, {"share"}, 0, 0, true},
        {"loss_sharing", LXW_CHART_COLUMN, {"mean"}},
        {"bank_losses", LXW_CHART_BAR, {"own_mean", "own_bad"}},
        {"stress", LXW_CHART_BAR, {"claims_paid", "pool_balance"}},
        {"vintages", LXW_CHART_LINE, {}, 0, 2, true},
        {"target_curves", LXW_CHART_SCATTER_STRAIGHT, {"probability"}, 1, 0, true},
    };
    return all;
}

const Drawing* drawing_of(std::string_view table) {
    const auto found =
        std::find_if(drawings().begin(), drawings().end(), [&](const Drawing& one) { return one.table == table; });
    return found == drawings().end() ? nullptr : &*found;
}

/// Light to dark and apart in black and white.
constexpr std::array<lxw_color_t, 6> kColors = {0x8FB1D3, 0x5B8CBD, 0x1F5A94, 0x5B8CBD, 0x8FB1D3, 0x123A63};
constexpr lxw_color_t kInk = 0x24292F;
/// Rows of a long table, whose chart stands beside it.
constexpr unsigned kLong = 24;

class ChartWriter {
public:
    ChartWriter(XlsxBook& book, const Table& table, const SheetPlan& plan, Language language)
        : table_(table), plan_(plan), name_(book.name_of(table.title.in(language))) {}

    void by_column(lxw_chart* chart, const Drawing& drawing) {
        std::size_t place = 0;
        for (const std::string_view column : drawing.columns) {
            lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
            const auto categories = static_cast<lxw_col_t>(drawing.categories);
            const auto values = static_cast<lxw_col_t>(place_of(table_, column).value());
            chart_series_set_categories(series, name_.c_str(), SheetPlan::kFirstRow, categories, plan_.last_row(),
                                        categories);
            chart_series_set_values(series, name_.c_str(), SheetPlan::kFirstRow, values, plan_.last_row(), values);
            chart_series_set_name_range(series, name_.c_str(), SheetPlan::kHeaderRow, values);
            paint(series, drawing.type, place++);
        }
    }

    /// Quarters differ in length: what is not seen yet is an empty cell.
    void by_row(lxw_chart* chart, const Drawing& drawing) {
        const auto first = static_cast<lxw_col_t>(drawing.first_column);
        const auto last = static_cast<lxw_col_t>(plan_.values - 1);
        for (unsigned row = 0; row < plan_.rows; ++row) {
            const unsigned place = SheetPlan::kFirstRow + row;
            lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
            chart_series_set_categories(series, name_.c_str(), SheetPlan::kHeaderRow, first, SheetPlan::kHeaderRow,
                                        last);
            chart_series_set_values(series, name_.c_str(), place, first, place, last);
            chart_series_set_name_range(series, name_.c_str(), place, 0);
            paint(series, drawing.type, row);
        }
    }

    /// A series for each name in the first column.
    void by_name(lxw_chart* chart, const Drawing& drawing) {
        const auto categories = static_cast<lxw_col_t>(drawing.categories);
        const auto values = static_cast<lxw_col_t>(place_of(table_, drawing.columns.front()).value());
        std::size_t number = 0;
        for (unsigned first = 0, end = 0; first < plan_.rows; first = end) {
            while (end < plan_.rows && table_.rows[end].front().text.zh == table_.rows[first].front().text.zh) {
                ++end;
            }
            const unsigned from = SheetPlan::kFirstRow + first;
            const unsigned to = SheetPlan::kFirstRow + end - 1;
            lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
            chart_series_set_categories(series, name_.c_str(), from, categories, to, categories);
            chart_series_set_values(series, name_.c_str(), from, values, to, values);
            chart_series_set_name_range(series, name_.c_str(), from, 0);
            paint(series, LXW_CHART_LINE, number++);
        }
    }

private:
    static void paint(lxw_chart_series* series, std::uint8_t type, std::size_t place) {
        const lxw_color_t color = kColors[place % kColors.size()];
        if (type == LXW_CHART_LINE) {
            lxw_chart_line line{};
            line.color = color;
            line.width = 1.75F;
            chart_series_set_line(series, &line);
            return;
        }
        lxw_chart_fill fill{};
        fill.color = color;
        chart_series_set_fill(series, &fill);
        lxw_chart_line edge{};
        edge.color = kInk;
        edge.width = 0.5F;
        chart_series_set_line(series, &edge);
    }

    const Table& table_;
    const SheetPlan& plan_;
    std::string name_;
};

} // namespace

void add_sheet_chart(XlsxBook& book, lxw_worksheet* sheet, const Table& table, const SheetPlan& plan,
                     Language language) {
    const Drawing* drawing = drawing_of(table.id);
    if (drawing == nullptr || table.rows.empty()) { return; }
    lxw_chart* chart = workbook_add_chart(book.get(), drawing->type);
    ChartWriter writer(book, table, plan, language);
    if (drawing->type == LXW_CHART_SCATTER_STRAIGHT) {
        writer.by_name(chart, *drawing);
    } else if (drawing->columns.empty()) {
        writer.by_row(chart, *drawing);
    } else {
        writer.by_column(chart, *drawing);
    }
    std::string title = table.title.in(language);
    chart_title_set_name(chart, title.c_str());
    chart_legend_set_position(chart, drawing->columns.size() == 1 && drawing->type == LXW_CHART_COLUMN
                                         ? LXW_CHART_LEGEND_NONE
                                         : LXW_CHART_LEGEND_BOTTOM);
    if (drawing->percent) { chart_axis_set_num_format(chart->y_axis, "0.0%"); }
    if (drawing->type == LXW_CHART_BAR) { chart_axis_set_reverse(chart->y_axis); } // the first row on top
    if (plan.rows > kLong && drawing->type == LXW_CHART_LINE) { chart_axis_set_interval_unit(chart->x_axis, 6); }
    const bool aside = plan.rows > kLong && plan.columns < 9;
    lxw_chart_options options{};
    options.description = title.data();
    options.x_scale = 1.6;
    options.y_scale = 1.3;
    const unsigned row = aside ? SheetPlan::kHeaderRow : plan.after_notes;
    const unsigned column = aside ? plan.columns + 1 : 0;
    worksheet_insert_chart_opt(sheet, row, static_cast<lxw_col_t>(column), chart, &options);
}

} // namespace kdt::reports
