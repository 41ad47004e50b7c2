#pragma once

#include "reports/xlsx_book.hpp"

#include <string>
#include <vector>

namespace kdt::reports {

/// A sheet that is no table of the catalogue: texts and figures row below row.
class TextSheet {
public:
    /// `widths`: of its columns, in signs.
    TextSheet(XlsxBook& book, const Text& title, Language language, std::vector<double> widths);

    /// A text over all columns.
    void line(const std::string& text, CellStyle style);
    /// A label, and a text over all other columns.
    void pair(const std::string& label, const std::string& text);
    /// A row of texts, one a column, as high as the longest needs.
    void row(const std::vector<std::string>& texts, const CellStyle& style);
    /// A number in the row last written.
    void number(unsigned column, double value, const CellStyle& style);
    void skip() { ++row_; }
    unsigned last_row() const { return row_ - 1; }

private:
    XlsxBook& book_;
    lxw_worksheet* sheet_;
    std::vector<double> widths_;
    unsigned row_ = 0;
};

} // namespace kdt::reports
