#include "reports/xlsx_sheet.hpp"

#include "reports/texts.hpp"
#include "reports/xlsx_heading.hpp"
#include "reports/xlsx_layout.hpp"
#include "results/half_width.hpp"
#include "results/table_text.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>

namespace kdt::reports {
namespace {

using results::Cell;
using results::CellKind;
using results::Table;
using results::Thousands;

constexpr double kMostWidth = 39.0; // four columns of text fill a page
constexpr double kLineHeight = 14.0;
constexpr double kPlainHeight = 15.0; // of a row of which nothing is said

/// An event that was never seen, or always, is said in words: a bare 0 % would claim too much.
bool is_in_words(const Cell& cell) {
    return cell.probability.events == 0 || cell.probability.events == cell.probability.n;
}

class SheetWriter {
public:
    SheetWriter(XlsxBook& book, lxw_worksheet* sheet, const Table& table, Language language)
        : book_(book), sheet_(sheet), table_(table), language_(language), layout_(table, language) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) { plan_.places.push_back(layout_.place(i)); }
        plan_.columns = layout_.columns();
    }

    SheetPlan write() {
        for (const results::Row& row : table_.rows) { add(row); }
        layout_.settle(kMostWidth);
        plan_.paper = layout_.paper();
        head();
        notes();
        for (unsigned i = 0; i < plan_.columns; ++i) {
            const auto place = static_cast<lxw_col_t>(i);
            worksheet_set_column(sheet_, place, place, layout_.width(i), nullptr);
        }
        return plan_;
    }

private:
    void text(unsigned row, unsigned column, const std::string& value, const CellStyle& style) {
        book_.text(sheet_, row, column, value, style);
    }
    void number(unsigned row, unsigned column, double value, const CellStyle& style) {
        worksheet_write_number(sheet_, row, static_cast<lxw_col_t>(column), value, book_.format(style));
    }
    void height(unsigned row, double points) {
        worksheet_set_row(sheet_, row, points, nullptr);
        (row < SheetPlan::kFirstRow ? plan_.head : plan_.below) += points - kPlainHeight;
    }

    /// Title, unit and the names of the columns.
    void head() {
        const bool wide = plan_.paper.is_wide();
        book_.text(sheet_, 0, 0, layout_.title(), {.title = true, .wrap = wide}, wide ? plan_.paper.repeated - 1 : 0);
        height(0, kTitleHeight * static_cast<double>(layout_.title_lines()));
        text(1, 0, layout_.unit().in(language_), {});
        for (unsigned i = 0; i < plan_.columns; ++i) {
            text(SheetPlan::kHeaderRow, i, layout_.heading(i), {.header = true, .wrap = true, .border = true});
        }
        height(SheetPlan::kHeaderRow, kLineHeight * static_cast<double>(layout_.heading_lines() + 1));
    }

    void add(const results::Row& row) {
        const unsigned place = SheetPlan::kFirstRow + plan_.rows;
        double needed = kLineHeight;
        for (std::size_t i = 0; i < row.size(); ++i) {
            cell(place, i, row[i]);
            if (layout_.has_error(i)) { error(place, layout_.place_of_error(i), row[i]); }
            if (layout_.has_interval(i)) { interval(place, layout_.place_of_bounds(i), row[i]); }
            if (row[i].kind == CellKind::text) {
                needed = std::max(needed, row_height(row[i].text.in(language_), kMostWidth));
            }
        }
        if (needed > kLineHeight) { height(place, needed); }
        ++plan_.rows;
    }

    void cell(unsigned row, std::size_t place, const Cell& cell) {
        const unsigned column = plan_.places[place];
        const std::string shown = results::cell_text(cell, language_, Thousands::grouped);
        CellStyle style{.bold = cell.heavy, .red = cell.alert, .border = true};
        if (cell.kind == CellKind::text || !cell.value) {
            style.wrap = row_height(shown, kMostWidth - 1.0) > kLineHeight;
            style.right = table_.columns[place].numeric;
            text(row, column, shown, style);
            if (table_.columns.size() > 1) { layout_.widen(column, shown); }
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
        layout_.widen(column, text_of_value);
    }

    void error(unsigned row, unsigned column, const Cell& cell) {
        const Cell half = results::error_of(cell);
        if (!half.value) { return text(row, column, "", {.border = true}); }
        const std::string shown = results::cell_text(half, language_, Thousands::grouped);
        number(row, column, *half.value, {.number = number_format(cell.kind, shown), .border = true});
        layout_.widen(column, shown);
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
        const auto column = static_cast<lxw_col_t>(plan_.places[place]);
        lxw_rowcol_to_range(range, SheetPlan::kFirstRow, column, row - 1, column);
        return std::string("=SUM(") + range + ")";
    }

    /// Within the first page; those of a narrow table pass its last column.
    void notes() {
        constexpr double kLeastRoom = 90.0;
        constexpr double kEmptyColumn = 8.0;
        constexpr double kGap = 0.75; // pixels between columns, in signs
        const bool wide = plan_.paper.is_wide();
        const unsigned first = plan_.free_column();
        unsigned end = wide ? plan_.paper.starts.front() : plan_.columns;
        plan_.room = layout_.width(first, end);
        for (; !wide && plan_.room < kLeastRoom; ++end) { plan_.room += kEmptyColumn; }
        plan_.signs = plan_.room + kGap * end;
        unsigned row = plan_.last_row() + 2;
        for (const Text& note : table_.notes) {
            book_.text(sheet_, row, first, note.in(language_), {.wrap = true}, end - 1);
            const double points = row_height(note.in(language_), plan_.room);
            height(row++, points);
            plan_.notes += points;
        }
        plan_.after_notes = row + 1;
        plan_.notes += kPlainHeight; // the blank row below them
        plan_.head += kPlainHeight * SheetPlan::kFirstRow;
        plan_.below += kPlainHeight * (plan_.after_notes - SheetPlan::kFirstRow);
    }

    XlsxBook& book_;
    lxw_worksheet* sheet_;
    const Table& table_;
    Language language_;
    SheetLayout layout_;
    SheetPlan plan_;
};

} // namespace

SheetPlan write_sheet(XlsxBook& book, lxw_worksheet* sheet, const Table& table, Language language) {
    const SheetPlan plan = SheetWriter(book, sheet, table, language).write();
    worksheet_freeze_panes(sheet, SheetPlan::kFirstRow, 1);
    worksheet_repeat_rows(sheet, 0, SheetPlan::kHeaderRow);
    set_up_page(sheet, language, plan.paper);
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

double row_height(const std::string& text, double room) {
    constexpr double kMostHeight = 409.0; // that a row may have
    return std::min(kMostHeight, kLineHeight * static_cast<double>(lines_in(text, room)));
}

} // namespace kdt::reports
