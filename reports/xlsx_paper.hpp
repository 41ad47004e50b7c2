#pragma once

#include "base/problem.hpp"

#include <string>
#include <vector>

struct lxw_worksheet;

namespace kdt::reports {

/// Neighbouring columns of a sheet that stay on one page: a figure with its error and interval.
struct ColumnBlock {
    double width = 0.0; ///< in signs
    unsigned columns = 1;
    std::string group; ///< blocks of one group stay together where a page holds them; may be empty
};

/// How the columns of a sheet go on pages beside each other.
struct Paper {
    unsigned repeated = 1;        ///< leading columns that stand on every page: the names of the rows
    std::vector<unsigned> starts; ///< the columns with which the second page and later ones begin; none: one page

    bool is_wide() const { return !starts.empty(); }
};

/// As few pages as hold the blocks, and about as full as each other. The first `names` blocks name the rows: they stand
/// on every page as far as they leave room for the rest.
Paper paper_of(const std::vector<ColumnBlock>& blocks, unsigned names);

/// Points down a page, at the scale of a sheet that asks so many signs across.
double page_height(const Paper& paper, double signs);

/// Prints a sheet at that scale, in place of one that its reader's fonts decide.
void hold_scale(lxw_worksheet* sheet, const Paper& paper, double signs);

/// Begins a page with a row of a sheet whose scale is held: one fitted to pages ignores breaks.
void begin_page(lxw_worksheet* sheet, unsigned row);

/// A4 landscape with page numbers; one page wide, or broken where the paper says, its first columns on each page.
void set_up_page(lxw_worksheet* sheet, Language language, const Paper& paper);

} // namespace kdt::reports
