#pragma once

#include "reports/xlsx_book.hpp"
#include "results/table.hpp"

#include <vector>

namespace kdt::reports {

/// Where the parts of a table stand on its sheet: title, unit, header in the third row, then the rows, then the notes.
struct SheetPlan {
    static constexpr unsigned kHeaderRow = 2;
    static constexpr unsigned kFirstRow = 3;

    std::vector<unsigned> column; ///< of each column of the table; its error or interval stands right of it
    unsigned columns = 0;         ///< in all
    unsigned rows = 0;
    unsigned last_row() const { return kFirstRow + rows - 1; }
    unsigned after_notes = 0; ///< the first free row
};

/// Writes a table of the catalogue. Means have a column for their 95 % error, probabilities two for their interval,
/// where there are any. Sums that a reader wants to follow are formulas with their value.
SheetPlan write_sheet(XlsxBook& book, lxw_worksheet* sheet, const results::Table& table, Language language);

/// A4 landscape, one page wide, header repeated, page numbers, `frozen` rows and first column.
void set_up_page(lxw_worksheet* sheet, Language language);

} // namespace kdt::reports
