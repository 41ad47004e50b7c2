#include "results/table_text.hpp"

#include "results/half_width.hpp"
#include "results/number_text.hpp"

#include <cmath>

namespace kdt::results {
namespace {

const std::string kMissing = "—";

/// Places of a percentage that show two significant digits of a small fraction, at least two.
int places_for(double fraction) {
    const double size = std::min(fraction, 1.0 - fraction);
    if (!(size > 0.0) || size >= 0.001) { return 2; }
    return std::max(2, places_of_two_digits(size * 100.0));
}

/// Two places as all percentages have; where more are shown, a bound says as much without a trailing zero.
std::string bound_text(double fraction) {
    constexpr int kUsual = 2;
    const int places = places_for(fraction);
    std::string digits = rounded_percent(fraction, places);
    if (places > kUsual && digits.ends_with('0')) { digits.pop_back(); }
    return digits + "%";
}

std::string number_text(double value, int decimals, Thousands thousands) {
    std::string digits = rounded(value, decimals);
    return thousands == Thousands::grouped ? grouped(std::move(digits)) : digits;
}

} // namespace

std::string percent_text(double fraction) {
    if (fraction == 0.0) { return "0%"; }
    return rounded_percent(fraction, places_for(std::abs(fraction))) + "%";
}

std::string share_text(const Probability& probability) {
    return probability.value ? percent_text(*probability.value) : kMissing;
}

std::string interval_text(const Probability& probability) {
    if (!probability.value) { return kMissing; }
    const int places = places_for(*probability.value);
    return rounded_percent(*probability.lo, places) + "%–" + rounded_percent(*probability.hi, places) + "%";
}

std::string probability_text(const Probability& probability, Language language) {
    if (!probability.value) { return kMissing; }
    const bool zh = language == Language::zh;
    if (probability.lo == probability.hi) { // nothing was left to chance
        return probability.events > 0 ? (zh ? "是" : "yes") : (zh ? "否" : "no");
    }
    if (probability.events == 0) {
        const std::string bound = bound_text(*probability.hi);
        return zh ? "未出现（95%上限" + bound + "）" : "never seen (95% upper bound " + bound + ")";
    }
    if (probability.events == probability.n) {
        const std::string bound = bound_text(*probability.lo);
        return zh ? "全部出现（95%下限" + bound + "）" : "always seen (95% lower bound " + bound + ")";
    }
    const std::string range = interval_text(probability);
    return share_text(probability) + (zh ? "（" + range + "）" : " (" + range + ")");
}

std::string cell_text(const Cell& cell, Language language, Thousands thousands) {
    if (cell.kind == CellKind::text) { return cell.text.in(language); }
    if (cell.kind == CellKind::probability) { return probability_text(cell.probability, language); }
    if (!cell.value) { return kMissing; }
    const double value = *cell.value;
    switch (cell.kind) {
    case CellKind::money: return number_text(value, cell.decimals, thousands);
    case CellKind::yuan: return number_text(value, places_showing(value, cell.decimals), thousands);
    case CellKind::percent: return percent_text(value);
    case CellKind::times: return rounded(value, places_showing(value, 2)) + (language == Language::zh ? "倍" : "x");
    case CellKind::count:
        return number_text(value, value == std::floor(value) ? 0 : places_showing(value, 1), thousands);
    case CellKind::months: return rounded(value, 0);
    case CellKind::text:
    case CellKind::probability: break;
    }
    return {};
}

Cell error_of(const Cell& cell) {
    Cell half = cell;
    half.value = cell.kind == CellKind::probability ? std::nullopt : shown_error(cell.value, cell.se);
    return half;
}

std::string heading_of(const Column& column, Language language) {
    std::string heading = column.title.in(language);
    if (!column.group.zh.empty()) { heading = column.group.in(language) + " " + heading; }
    const std::string& unit = column.unit.in(language);
    if (unit.empty()) { return heading; }
    return heading + (language == Language::zh ? "（" + unit + "）" : " (" + unit + ")");
}

} // namespace kdt::results
