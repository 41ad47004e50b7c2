#include "results/cells.hpp"

#include "results/number_text.hpp"

#include <cstdlib>

namespace kdt::results {
namespace {

CellKind kind_of(Measure measure) {
    switch (tally::info(measure).unit) {
    case tally::ScoreUnit::fen: return CellKind::money;
    case tally::ScoreUnit::count: return CellKind::count;
    case tally::ScoreUnit::ratio: return CellKind::percent;
    case tally::ScoreUnit::times: return CellKind::times;
    }
    return CellKind::text;
}

/// Tables are in 万元 whatever the scenario's unit; one that speaks of 元 keeps them in sight.
constexpr int kDecimalsOfYuan = 4;

/// 万元 of one unit of the results.
double wan_per(Unit unit) { return static_cast<double>(fen_per(unit)) / static_cast<double>(fen_per(Unit::wan)); }

Number times(Number value, double factor) {
    // Dividing keeps short decimals short: 123 元 is 0.0123 万元, 123·0.0001 is not.
    if (!value) { return std::nullopt; }
    return factor < 1.0 ? *value / (1.0 / factor) : *value * factor;
}

Cell number_cell(CellKind kind, Number value, Number se) {
    Cell cell;
    cell.kind = kind;
    cell.value = value;
    cell.se = se;
    return cell;
}

} // namespace

Cell text_cell(Text text) {
    Cell cell;
    cell.text = std::move(text);
    return cell;
}

Cell name_cell(const std::string& text) { return text_cell(both(text)); }

Cell probability_cell(const Probability& probability) {
    Cell cell;
    cell.kind = CellKind::probability;
    cell.value = probability.value;
    cell.se = probability.se;
    cell.probability = probability;
    return cell;
}

Cell percent_cell(Number fraction, Number se) { return number_cell(CellKind::percent, fraction, se); }

Cell Cells::money(Number value, Number se) const {
    const double factor = wan_per(unit_);
    Cell cell = number_cell(CellKind::money, times(value, factor), times(se, factor));
    if (unit_ == Unit::yuan) { cell.decimals = kDecimalsOfYuan; }
    return cell;
}

Cell Cells::figure(Measure measure, Number value, Number se) const {
    const CellKind kind = kind_of(measure);
    return kind == CellKind::money ? money(value, se) : number_cell(kind, value, se);
}

Cell Cells::outflow(Measure measure, Number value, Number se) const {
    return figure(measure, value && *value != 0.0 ? Number(-*value) : value, se);
}

Cell Cells::mean(Measure measure, const Distribution* figures) const {
    return figures == nullptr ? figure(measure, {}) : figure(measure, figures->mean.value, figures->mean.se);
}

Cell Cells::quantile(Measure measure, const Distribution* figures, const std::string& level) const {
    const Ranged* found = figures == nullptr ? nullptr : figures->quantile.find(level);
    return figure(measure, found == nullptr ? Number() : found->value);
}

Cell Cells::es(Measure measure, const Distribution* figures, const std::string& level) const {
    const Estimate* found = figures == nullptr ? nullptr : figures->es.find(level);
    return found == nullptr ? figure(measure, {}) : figure(measure, found->value, found->se);
}

Column label_column(Text title) {
    Column column;
    column.title = std::move(title);
    column.numeric = false;
    return column;
}

Column money_column(Text title, Text group) { return plain_column(std::move(title), table_unit(), std::move(group)); }

Column plain_column(Text title, Text unit, Text group) {
    Column column;
    column.title = std::move(title);
    column.unit = std::move(unit);
    column.group = std::move(group);
    return column;
}

Column named(std::string id, Column column) {
    column.id = std::move(id);
    return column;
}

Text table_unit() { return unit_name(Unit::wan); }

std::string calendar(const Frame& frame, int month) { return frame.as_of.plus(month).text(); }

Text up_to(const Frame& frame, int month) {
    const std::string date = calendar(frame, month);
    const std::string months = std::to_string(month);
    return {"截至" + date + "（" + months + "个月）", "to " + date + " (" + months + " months)"};
}

std::string percentile(const std::string& level) {
    const double value = std::strtod(level.c_str(), nullptr);
    std::string digits = rounded_percent(value, 6);
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') { digits.pop_back(); }
    return "P" + digits;
}

const Distribution* find(const Measures& measures, Measure measure, int month) {
    const ByMonth<Distribution>* months = measures.find(measure);
    return months == nullptr ? nullptr : months->find(month);
}

} // namespace kdt::results
