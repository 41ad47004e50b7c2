#pragma once

#include "reports/xlsx_book.hpp"
#include "results/table.hpp"

#include <vector>

namespace kdt::reports {

/// Where the parts of a table stand on its sheet: title, unit, header in the third row, then the rows, then the notes.
struct SheetPlan {
    static constexpr unsigned kHeaderRow = 2;
    static constexpr unsigned kFirstRow = 3;

    unsigned values = 0;  ///< columns of the table itself, from the first on; errors and intervals stand right of them
    unsigned columns = 0; ///< in all
    unsigned rows = 0;
    unsigned last_row() const { return kFirstRow + rows - 1; }
    unsigned after_notes = 0; ///< the first free row
    unsigned pages_wide = 1;  ///< on paper
};

/// Writes a table of the catalogue. Right of it means have a column for their 95 % error, probabilities two for their
/// interval, where there are any. Sums that a reader wants to follow are formulas with their value.
SheetPlan write_sheet(XlsxBook& book, lxw_worksheet* sheet, const results::Table& table, Language language);

/// The number format that shows a value as the other formats do: their text has the places.
std::string number_format(results::CellKind kind, const std::string& shown);
/// The number format that shows these words in place of the number, which stays one for charts and formulas.
std::string words_format(const std::string& words);

/// A4 landscape, so many pages wide (the first column on each), page numbers.
void set_up_page(lxw_worksheet* sheet, Language language, unsigned pages_wide);

/// Height in points of a row whose longest text takes `width` columns of a terminal in a column `room` wide.
double row_height(std::size_t width, double room);

} // namespace kdt::reports
