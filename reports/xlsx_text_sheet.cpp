#include "reports/xlsx_text_sheet.hpp"

#include "reports/xlsx_sheet.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <numeric>

namespace kdt::reports {

TextSheet::TextSheet(XlsxBook& book, const Text& title, Language language, std::vector<double> widths)
    : book_(book), sheet_(book.add_sheet(title.in(language))), widths_(std::move(widths)) {
    set_up_page(sheet_, language, {});
    for (std::size_t i = 0; i < widths_.size(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        worksheet_set_column(sheet_, column, column, widths_[i], nullptr);
    }
}

void TextSheet::line(const std::string& text, CellStyle style) {
    style.wrap = !style.title;
    const double room = std::accumulate(widths_.begin(), widths_.end(), 0.0);
    worksheet_set_row(sheet_, row_, style.title ? kTitleHeight : row_height(text, room), nullptr);
    book_.text(sheet_, row_++, 0, text, style, static_cast<unsigned>(widths_.size() - 1));
}

void TextSheet::pair(const std::string& label, const std::string& text) {
    const double room = std::accumulate(widths_.begin() + 1, widths_.end(), 0.0);
    worksheet_set_row(sheet_, row_, std::max(row_height(label, widths_.front()), row_height(text, room)), nullptr);
    book_.text(sheet_, row_, 0, label, {.bold = true, .wrap = true, .border = true});
    book_.text(sheet_, row_++, 1, text, {.wrap = true, .border = true}, static_cast<unsigned>(widths_.size() - 1));
}

void TextSheet::row(const std::vector<std::string>& texts, const CellStyle& style) {
    double height = 0.0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        height = std::max(height, row_height(texts[i], widths_[i]));
        book_.text(sheet_, row_, static_cast<unsigned>(i), texts[i], style);
    }
    worksheet_set_row(sheet_, row_++, height, nullptr);
}

void TextSheet::number(unsigned column, double value, const CellStyle& style) {
    worksheet_write_number(sheet_, last_row(), static_cast<lxw_col_t>(column), value, book_.format(style));
}

} // namespace kdt::reports
