#pragma once

#include "reports/xlsx_book.hpp"
#include "reports/xlsx_paper.hpp"
#include "results/table.hpp"

#include <vector>

namespace kdt::reports {

/// Where the parts of a table stand on its sheet: title, unit, header in the third row, then the rows, then the notes.
struct SheetPlan {
    static constexpr unsigned kHeaderRow = 2;
    static constexpr unsigned kFirstRow = 3;

    std::vector<unsigned> places; ///< of the table's columns; right of each stand its error and interval
    unsigned columns = 0;         ///< in all
    unsigned rows = 0;
    unsigned last_row() const { return kFirstRow + rows - 1; }
    unsigned after_notes = 0; ///< the first free row
    Paper paper;
    double room = 0.0;  ///< signs across the first page, without what every page repeats
    double signs = 0.0; ///< across the whole sheet, notes and all
    // Points down the page:
    double head = 0.0;  ///< of the rows that every page repeats
    double below = 0.0; ///< of those from there to the first free one
    double notes = 0.0; ///< of these the notes'
    /// What is no row of the table stands clear of the columns that every page repeats.
    unsigned free_column() const { return paper.is_wide() ? paper.repeated : 0; }
};

/// Points that a line of a title takes.
constexpr double kTitleHeight = 22.0;

/// Writes a table of the catalogue, laid out with its errors and intervals. Sums that a reader wants to follow are
/// formulas with their value.
SheetPlan write_sheet(XlsxBook& book, lxw_worksheet* sheet, const results::Table& table, Language language);

/// The number format that shows a value as the other formats do: their text has the places.
std::string number_format(results::CellKind kind, const std::string& shown);
/// The number format that shows these words in place of the number, which stays one for charts and formulas.
std::string words_format(const std::string& words);

/// Height in points of a row whose longest text, line breaks and all, stands in a column `room` signs wide.
double row_height(const std::string& text, double room);

} // namespace kdt::reports
