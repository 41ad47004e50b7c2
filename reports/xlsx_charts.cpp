#include "reports/xlsx_charts.hpp"

#include "reports/xlsx_chart_place.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace kdt::reports {
namespace {

using results::Table;

/// How one table is drawn: a series for each of these columns over the first one, or for each row.
struct Drawing {
    std::string_view table;
    std::uint8_t type;
    std::vector<std::string_view> columns; ///< ids; empty: a series a row
    std::string_view categories = {};      ///< id of the column of the categories; empty: the first
    std::string_view first_column = {};    ///< of a series a row: id of its first value
    bool percent = false;                  ///< the values are fractions
    double most = 0.0;                     ///< end of the axis of values; 0: as the figures ask
};

const std::vector<Drawing>& drawings() {
    static const std::vector<Drawing> all = {
        {"balance", LXW_CHART_LINE, {"P5", "P25", "P50", "P75", "P95"}},
        {.table = "loss_distribution", .type = LXW_CHART_COLUMN, .columns = {"share"}, .percent = true},
        {"loss_sharing", LXW_CHART_COLUMN, {"mean"}},
        {"bank_losses", LXW_CHART_BAR, {"own_mean", "own_bad"}},
        {"stress", LXW_CHART_BAR, {"claims_paid", "pool_balance"}},
        {.table = "vintages", .type = LXW_CHART_LINE, .columns = {}, .first_column = "age", .percent = true},
        {.table = "target_curves",
         .type = LXW_CHART_SCATTER_STRAIGHT,
         .columns = {"probability"},
         .categories = "amount",
         .percent = true,
         .most = 1.0},
    };
    return all;
}

const Drawing* drawing_of(std::string_view table) {
    const auto found =
        std::find_if(drawings().begin(), drawings().end(), [&](const Drawing& one) { return one.table == table; });
    return found == drawings().end() ? nullptr : &*found;
}

/// A short run has no age that all loans of a quarter have reached.
bool has_columns_of(const Table& table, const Drawing& drawing) {
    const auto has = [&](std::string_view id) { return id.empty() || results::place_of(table, id); };
    return has(drawing.first_column) && std::all_of(drawing.columns.begin(), drawing.columns.end(), has);
}

/// Series from the first, light, to the last, dark: their order is seen in black and white too.
lxw_color_t shade(std::size_t place, std::size_t series) {
    constexpr std::array<double, 3> kLight = {0x9D, 0xBB, 0xDA};
    constexpr std::array<double, 3> kDark = {0x12, 0x3A, 0x63};
    const double part = series < 2 ? 1.0 : static_cast<double>(place) / static_cast<double>(series - 1);
    lxw_color_t color = 0;
    for (std::size_t i = 0; i < kLight.size(); ++i) {
        color = color << 8U | static_cast<lxw_color_t>(std::lround(kLight[i] + part * (kDark[i] - kLight[i])));
    }
    return color;
}
constexpr lxw_color_t kInk = 0x24292F;
class ChartWriter {
public:
    ChartWriter(XlsxBook& book, const Table& table, const SheetPlan& plan, Language language)
        : table_(table), plan_(plan), name_(book.name_of(table.title.in(language))) {}

    void by_column(lxw_chart* chart, const Drawing& drawing) {
        std::size_t place = 0;
        for (const std::string_view column : drawing.columns) {
            lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
            const lxw_col_t categories = categories_of(drawing);
            const lxw_col_t values = column_of(column);
            chart_series_set_categories(series, name_.c_str(), SheetPlan::kFirstRow, categories, plan_.last_row(),
                                        categories);
            chart_series_set_values(series, name_.c_str(), SheetPlan::kFirstRow, values, plan_.last_row(), values);
            chart_series_set_name_range(series, name_.c_str(), SheetPlan::kHeaderRow, values);
            paint(series, drawing.type, shade(place++, drawing.columns.size()));
        }
    }

    /// Quarters differ in length: what is not seen yet is an empty cell.
    void by_row(lxw_chart* chart, const Drawing& drawing) {
        const std::string categories = cells_from(drawing.first_column, SheetPlan::kHeaderRow);
        for (unsigned row = 0; row < plan_.rows; ++row) {
            const unsigned place = SheetPlan::kFirstRow + row;
            lxw_chart_series* series =
                chart_add_series(chart, categories.c_str(), cells_from(drawing.first_column, place).c_str());
            chart_series_set_name_range(series, name_.c_str(), place, 0);
            paint(series, drawing.type, shade(row, plan_.rows));
        }
    }

    /// A series for each name in the first column.
    void by_name(lxw_chart* chart, const Drawing& drawing) {
        const lxw_col_t categories = categories_of(drawing);
        const lxw_col_t values = column_of(drawing.columns.front());
        std::vector<unsigned> ends; // past the last row of each name
        for (unsigned row = 1; row <= plan_.rows; ++row) {
            if (row == plan_.rows || name_in(row) != name_in(row - 1)) { ends.push_back(row); }
        }
        for (std::size_t name = 0; name < ends.size(); ++name) {
            const unsigned first = name == 0 ? 0 : ends[name - 1];
            const unsigned end = ends[name];
            const unsigned from = SheetPlan::kFirstRow + first;
            const unsigned to = SheetPlan::kFirstRow + end - 1;
            lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
            chart_series_set_categories(series, name_.c_str(), from, categories, to, categories);
            chart_series_set_values(series, name_.c_str(), from, values, to, values);
            chart_series_set_name_range(series, name_.c_str(), from, 0);
            paint(series, LXW_CHART_LINE, shade(name, ends.size()));
        }
    }

private:
    lxw_col_t column_of(std::string_view id) const {
        return static_cast<lxw_col_t>(plan_.places[*results::place_of(table_, id)]);
    }
    /// "=('放款批次分析表'!$C$4,'放款批次分析表'!$E$4)": the table's own cells of a row from a column on, without
    /// errors.
    std::string cells_from(std::string_view first, unsigned row) const {
        std::string cells;
        for (std::size_t i = *results::place_of(table_, first); i < plan_.places.size(); ++i) {
            char cell[LXW_MAX_CELL_NAME_LENGTH];
            lxw_rowcol_to_cell_abs(cell, row, static_cast<lxw_col_t>(plan_.places[i]), 1, 1);
            cells += (cells.empty() ? "=('" : ",'") + name_ + "'!" + cell;
        }
        return cells + ")";
    }
    lxw_col_t categories_of(const Drawing& drawing) const {
        return drawing.categories.empty() ? lxw_col_t{0} : column_of(drawing.categories);
    }
    const std::string& name_in(unsigned row) const { return table_.rows[row].front().text.zh; }

    static void paint(lxw_chart_series* series, std::uint8_t type, lxw_color_t color) {
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

/// Least and greatest value of the columns drawn.
std::pair<double, double> range_of(const Table& table, const Drawing& drawing) {
    std::pair<double, double> range(HUGE_VAL, -HUGE_VAL);
    for (const std::string_view column : drawing.columns) {
        for (const results::Row& row : table.rows) {
            const auto value = row[*results::place_of(table, column)].value;
            range = {std::min(range.first, value.value_or(HUGE_VAL)),
                     std::max(range.second, value.value_or(-HUGE_VAL))};
        }
    }
    return range;
}

constexpr unsigned kMostLabels = 12;

/// Lines close to each other are not pressed flat by an axis from 0, and few months are named.
void set_line_axes(lxw_chart* chart, const Table& table, const Drawing& drawing) {
    if (drawing.columns.empty()) { return; } // shares by age, of which there are few
    constexpr std::array<unsigned, 6> kMonths = {1, 2, 3, 6, 12, 24};
    const auto enough = [&](unsigned months) { return table.rows.size() <= std::size_t{months} * kMostLabels; };
    const auto* const interval = std::find_if(kMonths.begin(), kMonths.end() - 1, enough);
    chart_axis_set_interval_unit(chart->x_axis, static_cast<std::uint16_t>(*interval));
    const auto [low, high] = range_of(table, drawing);
    if (low <= 0.0 || high <= low || high - low > low) { return; }
    const double step = std::pow(10.0, std::floor(std::log10(high - low)));
    chart_axis_set_min(chart->y_axis, std::floor(low / step) * step);
}

/// Of many series, darker one by one, the legend names few.
void thin_out_legend(lxw_chart* chart, unsigned series) {
    const unsigned every = (series + kMostLabels - 1) / kMostLabels;
    std::vector<std::int16_t> unnamed;
    for (unsigned i = 0; i < series; ++i) {
        if (i % every != 0) { unnamed.push_back(static_cast<std::int16_t>(i)); }
    }
    if (unnamed.empty()) { return; }
    unnamed.push_back(-1); // ends the list
    chart_legend_delete_series(chart, unnamed.data());
}

} // namespace

void add_sheet_chart(XlsxBook& book, lxw_worksheet* sheet, const Table& table, const SheetPlan& plan,
                     Language language) {
    const Drawing* drawing = drawing_of(table.id);
    if (drawing == nullptr || table.rows.empty() || !has_columns_of(table, *drawing)) { return; }
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
    if (drawing->percent) { chart_axis_set_num_format(chart->y_axis, drawing->most > 0.0 ? "0%" : "0.0%"); }
    if (drawing->most > 0.0) {
        chart_axis_set_min(chart->y_axis, 0.0);
        chart_axis_set_max(chart->y_axis, drawing->most);
    }
    if (drawing->type == LXW_CHART_BAR) { chart_axis_set_reverse(chart->y_axis); } // the first row on top
    if (drawing->type == LXW_CHART_LINE) { set_line_axes(chart, table, *drawing); }
    if (drawing->columns.empty()) { thin_out_legend(chart, plan.rows); }
    place_chart(sheet, chart, plan, drawing->type == LXW_CHART_BAR, title);
}

} // namespace kdt::reports
