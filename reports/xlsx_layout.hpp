#pragma once

#include "reports/xlsx_paper.hpp"
#include "results/table.hpp"

#include <string>
#include <vector>

namespace kdt::reports {

/// Where the columns of a table stand on its sheet, how wide they are and what they are called. Right of their own
/// column means have one for their 95 % error, probabilities two for their interval, where there are any, so that they
/// come on the same page.
class SheetLayout {
public:
    SheetLayout(const results::Table& table, Language language);

    unsigned columns() const { return static_cast<unsigned>(widths_.size()); }
    unsigned place(std::size_t column) const { return beside_[column].place; }
    bool has_error(std::size_t column) const { return beside_[column].error; }
    bool has_interval(std::size_t column) const { return beside_[column].interval; }
    unsigned place_of_error(std::size_t column) const { return place(column) + 1; }
    /// Where the interval of a column begins.
    unsigned place_of_bounds(std::size_t column) const { return place(column) + (has_error(column) ? 2U : 1U); }

    const std::string& heading(unsigned column) const { return headings_[column]; }
    /// Lines of the highest heading.
    std::size_t heading_lines() const;

    /// Makes a column wide enough for a text.
    void widen(unsigned column, const std::string& shown);
    /// Once all is written: no column is wider than `most`, and pages are planned.
    void settle(double most);
    double width(unsigned column) const { return widths_[column]; }
    double width(unsigned first, unsigned end) const;
    const Paper& paper() const { return paper_; }

    /// In which unit money is shown: one for all, or what the rows say.
    const Text& unit() const;
    /// On several pages the title stands on each, in lines within the columns that are repeated.
    std::string title() const;
    std::size_t title_lines() const;

private:
    /// What stands right of a column: both where it holds means and chances.
    struct Beside {
        unsigned place = 0; ///< of the column itself
        bool error = false;
        bool interval = false;
        unsigned columns() const { return 1U + (error ? 1U : 0U) + (interval ? 2U : 0U); }
    };

    static Beside beside(const results::Table& table, std::size_t column);
    void name(unsigned column, const std::string& heading);
    Paper planned() const;

    const results::Table& table_;
    Language language_;
    std::vector<Beside> beside_;        ///< of the table's columns
    std::vector<std::string> headings_; ///< of the sheet's columns, in lines
    std::vector<double> widths_;
    Paper paper_;
};

} // namespace kdt::reports
