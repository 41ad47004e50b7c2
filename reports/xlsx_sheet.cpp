#include "reports/xlsx_sheet.hpp"

#include "reports/text.hpp"
#include "reports/texts.hpp"
#include "results/half_width.hpp"
#include "results/table_text.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kdt::reports {
namespace {

using results::Cell;
using results::CellKind;
using results::Table;
using results::Thousands;

constexpr double kMostWidth = 39.0; // four columns of text fill a page
constexpr double kLeastWidth = 9.0;
constexpr double kTitleHeight = 22.0;
constexpr double kHeaderHeight = 42.0;
constexpr double kLineHeight = 14.0;

/// What stands right of a column: both where it holds means and chances.
struct Beside {
    bool error = false;
    bool interval = false;
    unsigned columns() const { return (error ? 1U : 0U) + (interval ? 2U : 0U); }
};

Beside beside(const Table& table, std::size_t column) {
    Beside out;
    for (const results::Row& row : table.rows) {
        out.interval = out.interval || row[column].kind == CellKind::probability;
        out.error = out.error || results::error_of(row[column]).value;
    }
    return out;
}

/// An event that was never seen, or always, is said in words: a bare 0 % would claim too much.
bool is_in_words(const Cell& cell) {
    return cell.probability.events == 0 || cell.probability.events == cell.probability.n;
}

class SheetWriter {
public:
    SheetWriter(XlsxBook& book, lxw_worksheet* sheet, const Table& table, Language language)
        : book_(book), sheet_(sheet), table_(table), language_(language) {
        plan_.values = static_cast<unsigned>(table.columns.size());
        plan_.columns = plan_.values;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            beside_.push_back(beside(table, i));
            right_.push_back(plan_.columns);
            plan_.columns += beside_.back().columns();
        }
        widths_.assign(plan_.columns, kLeastWidth);
    }

    SheetPlan write() {
        text(0, 0, table_.title.in(language_), {.title = true});
        worksheet_set_row(sheet_, 0, kTitleHeight, nullptr);
        const bool own_units = results::place_of(table_, "unit").has_value();
        text(1, 0, (own_units ? texts().units_beside : texts().unit_of_money).in(language_), {});
        header();
        for (const results::Row& row : table_.rows) { add(row); }
        notes();
        for (std::size_t i = 0; i < widths_.size(); ++i) {
            const auto place = static_cast<lxw_col_t>(i);
            worksheet_set_column(sheet_, place, place, std::min(widths_[i], kMostWidth), nullptr);
        }
        plan_.pages_wide = pages_wide();
        return plan_;
    }

private:
    /// A page holds what is still read on paper: a wide table goes on beside itself.
    unsigned pages_wide() const {
        constexpr double kWidthOfPage = 160.0;
        const double width = std::accumulate(widths_.begin(), widths_.end(), 0.0,
                                             [](double sum, double one) { return sum + std::min(one, kMostWidth); });
        return static_cast<unsigned>(std::max(1.0, std::ceil(width / kWidthOfPage)));
    }
    void text(unsigned row, unsigned column, const std::string& value, const CellStyle& style) {
        book_.text(sheet_, row, column, value, style);
    }
    void number(unsigned row, unsigned column, double value, const CellStyle& style) {
        worksheet_write_number(sheet_, row, static_cast<lxw_col_t>(column), value, book_.format(style));
    }
    /// Where the interval of a column begins.
    unsigned bounds_of(std::size_t column) const { return right_[column] + (beside_[column].error ? 1U : 0U); }
    void widen(unsigned column, const std::string& shown) {
        widths_[column] = std::max(widths_[column], static_cast<double>(display_width(shown)) + 2.0);
    }

    void header() {
        const CellStyle style{.header = true, .wrap = true, .border = true};
        const auto put = [&](unsigned column, const std::string& title) {
            text(SheetPlan::kHeaderRow, column, title, style);
            // A heading may break into two lines.
            widths_[column] = std::max(widths_[column], static_cast<double>(display_width(title)) / 3.0 + 4.0);
        };
        for (std::size_t i = 0; i < table_.columns.size(); ++i) {
            const std::string title = results::heading_of(table_.columns[i], language_);
            put(static_cast<unsigned>(i), title);
            if (beside_[i].error) { put(right_[i], title + " " + texts().error.in(language_)); }
            if (beside_[i].interval) {
                put(bounds_of(i), title + " " + texts().low.in(language_));
                put(bounds_of(i) + 1, title + " " + texts().high.in(language_));
            }
        }
        worksheet_set_row(sheet_, SheetPlan::kHeaderRow, kHeaderHeight, nullptr);
    }

    void add(const results::Row& row) {
        const unsigned place = SheetPlan::kFirstRow + plan_.rows;
        std::size_t longest = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            cell(place, i, row[i]);
            if (beside_[i].error) { error(place, right_[i], row[i]); }
            if (beside_[i].interval) { interval(place, bounds_of(i), row[i]); }
            if (row[i].kind == CellKind::text) {
                longest = std::max(longest, display_width(row[i].text.in(language_)));
            }
        }
        if (longest > static_cast<std::size_t>(kMostWidth)) {
            worksheet_set_row(sheet_, place, row_height(longest, kMostWidth), nullptr);
        }
        ++plan_.rows;
    }

    void cell(unsigned row, std::size_t place, const Cell& cell) {
        const auto column = static_cast<unsigned>(place);
        const std::string shown = results::cell_text(cell, language_, Thousands::grouped);
        CellStyle style{.bold = cell.heavy, .red = cell.alert, .border = true};
        if (cell.kind == CellKind::text || !cell.value) {
            style.wrap = display_width(shown) > static_cast<std::size_t>(kMostWidth) - 2;
            style.right = table_.columns[place].numeric;
            text(row, column, shown, style);
            if (table_.columns.size() > 1) { widen(column, shown); }
            return;
        }
        const bool chance = cell.kind == CellKind::probability;
        const std::string text_of_value = chance && !is_in_words(cell) ? results::share_text(cell.probability) : shown;
        style.number = chance && is_in_words(cell) ? words_format(shown) : number_format(cell.kind, text_of_value);
        if (const std::string formula = sum_formula(row, place, *cell.value); !formula.empty()) {
            worksheet_write_formula_num(sheet_, row, static_cast<lxw_col_t>(column), formula.c_str(),
                                        book_.format(style), *cell.value);
        } else {
            number(row, column, *cell.value, style);
        }
        widen(column, text_of_value);
    }

    void error(unsigned row, unsigned column, const Cell& cell) {
        const Cell half = results::error_of(cell);
        if (!half.value) { return text(row, column, "", {.border = true}); }
        const std::string shown = results::cell_text(half, language_, Thousands::grouped);
        number(row, column, *half.value, {.number = number_format(cell.kind, shown), .border = true});
        widen(column, shown);
    }

    void bound(unsigned row, unsigned column, results::Number value, const CellStyle& style) {
        if (!value) { return text(row, column, "", {.border = true}); }
        number(row, column, *value, style);
    }

    void interval(unsigned row, unsigned column, const Cell& cell) {
        const bool known = cell.kind == CellKind::probability && cell.value;
        const results::Bounds bounds = known ? results::shown_bounds(cell.probability) : results::Bounds{};
        const std::string shown = results::share_text(cell.probability);
        const CellStyle style{.number = number_format(CellKind::percent, shown == "0%" ? "0.00%" : shown),
                              .border = true};
        bound(row, column, bounds.lo, style);
        bound(row, column + 1, bounds.hi, style);
    }

    /// The balance at the end, and the parties' total, are sums of what stands above them.
    std::string sum_formula(unsigned row, std::size_t place, double value) const {
        const std::size_t index = row - SheetPlan::kFirstRow;
        const bool closing = table_.id == "pool_mean" && place > 0 && table_.rows[index].front().text.zh == "期末余额";
        const bool total =
            table_.id == "loss_sharing" && table_.columns[place].id == "mean" && index + 1 == table_.rows.size();
        if ((!closing && !total) || index == 0) { return {}; }
        double sum = 0.0;
        for (std::size_t i = 0; i < index; ++i) { sum += table_.rows[i][place].value.value_or(0.0); }
        if (std::abs(sum - value) > 1e-6 * std::max(1.0, std::abs(value))) { return {}; }
        char range[LXW_MAX_CELL_RANGE_LENGTH];
        const auto column = static_cast<lxw_col_t>(place);
        lxw_rowcol_to_range(range, SheetPlan::kFirstRow, column, row - 1, column);
        return std::string("=SUM(") + range + ")";
    }

    void notes() {
        unsigned row = plan_.last_row() + 2;
        for (const Text& note : table_.notes) { text(row++, 0, note.in(language_), {}); }
        plan_.after_notes = row + 1;
    }

    XlsxBook& book_;
    lxw_worksheet* sheet_;
    const Table& table_;
    Language language_;
    SheetPlan plan_;
    std::vector<Beside> beside_;
    std::vector<unsigned> right_; ///< first column of what stands right of each
    std::vector<double> widths_;
};

} // namespace

SheetPlan write_sheet(XlsxBook& book, lxw_worksheet* sheet, const Table& table, Language language) {
    const SheetPlan plan = SheetWriter(book, sheet, table, language).write();
    worksheet_freeze_panes(sheet, SheetPlan::kFirstRow, 1);
    worksheet_repeat_rows(sheet, 0, SheetPlan::kHeaderRow);
    set_up_page(sheet, language, plan.pages_wide);
    return plan;
}

std::string number_format(CellKind kind, const std::string& shown) {
    const std::size_t point = shown.find('.');
    const std::size_t end = point == std::string::npos ? point : shown.find_first_not_of("0123456789", point + 1);
    const std::size_t places = point == std::string::npos ? 0 : std::min(end, shown.size()) - point - 1;
    const std::string digits = places == 0 ? std::string() : "." + std::string(places, '0');
    switch (kind) {
    case CellKind::percent:
    case CellKind::probability: return "0" + digits + "%";
    case CellKind::times: return "0" + digits + (shown.ends_with("x") ? "\"x\"" : "\"倍\"");
    default: return "#,##0" + digits;
    }
}

std::string words_format(const std::string& words) { return "\"" + words + "\""; }

double row_height(std::size_t width, double room) {
    constexpr double kMostHeight = 409.0; // that a row may have
    return std::min(kMostHeight, kLineHeight * std::max(1.0, std::ceil(static_cast<double>(width) / (room - 1.0))));
}

void set_up_page(lxw_worksheet* sheet, Language language, unsigned pages_wide) {
    constexpr std::uint8_t kA4 = 9;
    worksheet_set_paper(sheet, kA4);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, static_cast<std::uint16_t>(pages_wide), 0);
    if (pages_wide > 1) { worksheet_repeat_columns(sheet, 0, 0); }
    worksheet_set_footer(sheet, ("&C" + texts().page.in(language)).c_str());
}

} // namespace kdt::reports
