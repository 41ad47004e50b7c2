#include "tally/law.hpp"

#include "tally/log_bins.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::tally {
namespace {

std::optional<double> number(std::optional<std::int64_t> score) {
    return score ? std::optional<double>(static_cast<double>(*score)) : std::nullopt;
}

} // namespace

QuantileRule::QuantileRule(const Level& at, std::int64_t paths)
    : level(at), rank(at.rank(paths)), interval(quantile_ranks(at, paths)) {}

std::int64_t beyond(const Spread& spread, double paths) {
    double seen = 0.0;
    for (const auto& [score, count] : spread) {
        seen += count;
        if (seen > paths) { return score; }
    }
    return spread.back().first;
}

Spread Law::spread() const {
    Spread out;
    visit([&](std::int64_t score, double paths) { out.emplace_back(score, paths); });
    return out;
}

double Law::count_from(std::int64_t least) const {
    double sum = 0.0;
    visit([&](std::int64_t score, double paths) { sum += score >= least ? paths : 0.0; });
    return sum;
}

std::optional<double> RankedLaw::at(const Level& level) const { return number(score_at(level.rank(paths()))); }

QuantileEstimate RankedLaw::quantile(const QuantileRule& rule) const {
    return {number(score_at(rule.rank)), number(score_at(rule.interval.lo)), number(score_at(rule.interval.hi))};
}

BinnedLaw::BinnedLaw(const Moments& moments, const LogHistogram& histogram, std::int64_t paths,
                     std::optional<double> kurtosis)
    : paths_(paths), mean_(mean_of(moments, paths)), sd_(sd_of(moments, paths, kurtosis)) {
    const std::optional<std::int64_t> sole = sole_score(moments, paths);
    alike_ = sole.has_value();
    histogram.visit([&](std::int64_t score, std::int64_t count) { bins_.emplace_back(sole.value_or(score), count); });
}

std::optional<std::int64_t> BinnedLaw::score_at(std::int64_t rank) const {
    if (rank < 1) { return std::nullopt; }
    std::int64_t seen = 0;
    for (const auto& [score, count] : bins_) {
        seen += count;
        if (seen >= rank) { return score; }
    }
    return std::nullopt;
}

QuantileEstimate BinnedLaw::quantile(const QuantileRule& rule) const {
    QuantileEstimate out{number(score_at(rule.rank)), std::nullopt, std::nullopt};
    const std::optional<std::int64_t> lo = score_at(rule.interval.lo);
    const std::optional<std::int64_t> hi = score_at(rule.interval.hi);
    if (lo) { out.lo = static_cast<double>(alike_ ? *lo : neighbours_of(*lo).first); }
    if (hi) { out.hi = static_cast<double>(alike_ ? *hi : neighbours_of(*hi).last); }
    return out;
}

void BinnedLaw::visit(const std::function<void(std::int64_t, double)>& visit) const {
    for (const auto& [score, count] : bins_) { visit(score, static_cast<double>(count)); }
}

Estimate BinnedLaw::expected_shortfall(const QuantileRule& rule) const {
    const std::optional<std::int64_t> at = score_at(rule.rank);
    if (!mean_.value || !at) { return {}; }
    const double n = static_cast<double>(paths_);
    const double tail = rule.level.mirror().value();
    const double quantile = static_cast<double>(*at);
    double sum = 0.0;
    double squares = 0.0;
    for (const auto& [score, count] : bins_) {
        const double excess = std::max(0.0, static_cast<double>(score) - quantile);
        sum += static_cast<double>(count) * excess;
        squares += static_cast<double>(count) * excess * excess;
    }
    Estimate out{quantile + sum / (n * tail), std::nullopt};
    if (paths_ > 1) { out.se = std::sqrt(std::max(0.0, squares - sum * sum / n) / (n - 1.0) / n) / tail; }
    return out;
}

} // namespace kdt::tally
