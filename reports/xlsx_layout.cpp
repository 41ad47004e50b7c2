#include "reports/xlsx_layout.hpp"

#include "reports/text.hpp"
#include "reports/texts.hpp"
#include "reports/xlsx_heading.hpp"
#include "results/table_text.hpp"

#include <algorithm>
#include <numeric>

namespace kdt::reports {
namespace {

constexpr double kLeastWidth = 9.0;
/// Size of a title to that of other text.
constexpr double kTitleSize = 1.4;

} // namespace

SheetLayout::Beside SheetLayout::beside(const results::Table& table, std::size_t column) {
    Beside out;
    for (const results::Row& row : table.rows) {
        out.interval = out.interval || row[column].kind == results::CellKind::probability;
        out.error = out.error || results::error_of(row[column]).value;
    }
    return out;
}

SheetLayout::SheetLayout(const results::Table& table, Language language) : table_(table), language_(language) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        beside_.push_back(beside(table, i));
        beside_.back().place = columns();
        widths_.resize(widths_.size() + beside_.back().columns(), kLeastWidth);
        headings_.resize(widths_.size());
        const std::string heading = results::heading_of(table.columns[i], language);
        name(place(i), heading);
        if (has_error(i)) { name(place_of_error(i), heading + " " + texts().error.in(language)); }
        if (!has_interval(i)) { continue; }
        name(place_of_bounds(i), heading + " " + texts().low.in(language));
        name(place_of_bounds(i) + 1, heading + " " + texts().high.in(language));
    }
}

void SheetLayout::name(unsigned column, const std::string& heading) {
    headings_[column] = heading_in_lines(heading);
    widths_[column] = std::max(widths_[column], heading_width(headings_[column]));
}

std::size_t SheetLayout::heading_lines() const {
    std::size_t lines = 1;
    for (unsigned i = 0; i < columns(); ++i) { lines = std::max(lines, lines_in(headings_[i], widths_[i])); }
    return lines;
}

void SheetLayout::widen(unsigned column, const std::string& shown) {
    widths_[column] = std::max(widths_[column], static_cast<double>(display_width(shown)) + 2.0);
}

void SheetLayout::settle(double most) {
    for (double& width : widths_) { width = std::min(width, most); }
    paper_ = planned();
    if (!paper_.is_wide()) { return; }
    const double half_title = kTitleSize * static_cast<double>(display_width(table_.title.in(language_))) / 2.0;
    widths_.front() += std::max(0.0, half_title + 2.0 - width(0, paper_.repeated));
    widen(0, unit().in(language_));
    paper_ = planned();
}

double SheetLayout::width(unsigned first, unsigned end) const {
    return std::accumulate(widths_.begin() + first, widths_.begin() + end, 0.0);
}

const Text& SheetLayout::unit() const {
    return results::place_of(table_, "unit").has_value() ? texts().units_beside : texts().unit_of_money;
}

std::string SheetLayout::title() const {
    const std::string& title = table_.title.in(language_);
    return paper_.is_wide() ? heading_in_lines(title) : title;
}

std::size_t SheetLayout::title_lines() const {
    return paper_.is_wide() ? lines_in(title(), width(0, paper_.repeated) / kTitleSize) : 1;
}

Paper SheetLayout::planned() const {
    std::vector<ColumnBlock> blocks;
    unsigned names = 0;
    for (std::size_t i = 0; i < beside_.size(); ++i) {
        const unsigned end = place(i) + beside_[i].columns();
        blocks.push_back({width(place(i), end), beside_[i].columns(), table_.columns[i].group.zh});
        if (names == i && !table_.columns[i].numeric) { ++names; }
    }
    return paper_of(blocks, names);
}

} // namespace kdt::reports
