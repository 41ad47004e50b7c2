#pragma once

#include "results/names.hpp"
#include "results/results.hpp"
#include "results/table.hpp"

#include <string>

// How the tables of the catalogue build their cells from results.
namespace kdt::results {

Cell text_cell(Text text);
/// User text: an id, a name.
Cell name_cell(const std::string& text);
Cell probability_cell(const Probability& probability);
Cell percent_cell(Number fraction, Number se = {});

/// Cells of measures; money is turned from the results' unit into 万元, with two decimals, or with four (to the 元)
/// where that unit is 元.
class Cells {
public:
    explicit Cells(Unit money) : unit_(money) {}
    Cell money(Number value, Number se = {}) const;
    /// A figure of the measure, in the kind its unit asks for; negated for outflows.
    Cell figure(Measure measure, Number value, Number se = {}) const;
    Cell outflow(Measure measure, Number value, Number se = {}) const;
    Cell mean(Measure measure, const Distribution* figures) const;
    Cell quantile(Measure measure, const Distribution* figures, const std::string& level) const;
    Cell es(Measure measure, const Distribution* figures, const std::string& level) const;

private:
    Unit unit_; ///< of the results
};

Column label_column(Text title);
Column money_column(Text title, Text group = {});
Column plain_column(Text title, Text unit = {}, Text group = {});

/// The column under an id by which charts and links find it.
Column named(std::string id, Column column);

/// 万元.
Text table_unit();
/// "2022-12" of a month of the run; "截至2022-12（12个月）".
std::string calendar(const Frame& frame, int month);
Text up_to(const Frame& frame, int month);
/// "P99" of "0.99", "P99.9" of "0.999".
std::string percentile(const std::string& level);
const Distribution* find(const Measures& measures, Measure measure, int month);

} // namespace kdt::results
