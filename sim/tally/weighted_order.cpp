#include "tally/weighted_order.hpp"

#include "tally/interval.hpp"
#include "tally/measure.hpp"
#include "tally/sampling.hpp"

#include <boost/sort/spreadsort/integer_sort.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace kdt::tally {
namespace {

struct Weighed {
    std::int64_t score = 0;
    std::int64_t weight = 0;
};

std::optional<double> figure(std::int64_t score) {
    return score == kNoScore ? std::nullopt : std::optional<double>(static_cast<double>(score));
}

} // namespace

WeightedOrder::WeightedOrder(std::span<const std::int64_t> scores, std::span<const std::int64_t> weights)
    : mean_(weighted_mean(scores, weights)), sd_(weighted_sd(scores, weights)) {
    assert(scores.size() == weights.size());
    std::vector<Weighed> rows(scores.size());
    for (std::size_t i = 0; i < rows.size(); ++i) { rows[i] = {scores[i], weights[i]}; }
    // Rows that tie in both are the same row: the order is one.
    boost::sort::spreadsort::integer_sort(
        rows.begin(), rows.end(), [](const Weighed& row, unsigned bits) { return row.score >> bits; },
        [](const Weighed& a, const Weighed& b) {
            return a.score != b.score ? a.score < b.score : a.weight < b.weight;
        });
    scores_.reserve(rows.size());
    up_to_.reserve(rows.size() + 1);
    squares_.reserve(rows.size() + 1);
    up_to_.push_back(0);
    squares_.push_back(0.0);
    for (const Weighed& row : rows) {
        scores_.push_back(row.score);
        up_to_.push_back(up_to_.back() + row.weight);
        squares_.push_back(squares_.back() + static_cast<double>(row.weight) * static_cast<double>(row.weight));
    }
}

std::size_t WeightedOrder::place_of(const Level& level) const {
    const auto first = std::partition_point(up_to_.begin() + 1, up_to_.end() - 1,
                                            [&](Int128 sum) { return !level.reached(sum, whole()); });
    return static_cast<std::size_t>(first - up_to_.begin()) - 1;
}

void WeightedOrder::visit(const std::function<void(std::int64_t, double)>& visit) const {
    const auto all = static_cast<double>(whole());
    for (std::size_t place = 0; place < scores_.size() && scores_[place] != kNoScore; ++place) {
        visit(scores_[place], static_cast<double>(weight(place)) / all * static_cast<double>(paths()));
    }
}

std::optional<double> WeightedOrder::at(const Level& level) const {
    return scores_.empty() ? std::nullopt : figure(scores_[place_of(level)]);
}

std::int64_t WeightedOrder::effective_paths(const Level& level, std::size_t place) const {
    const auto [low, high] = std::equal_range(scores_.begin(), scores_.end(), scores_[place]);
    const auto from = static_cast<std::size_t>(low - scores_.begin());
    const auto to = static_cast<std::size_t>(high - scores_.begin());
    const double a = level.value();
    const double rest = level.mirror().value();
    const auto total = static_cast<double>(whole());
    const double atom = static_cast<double>(up_to_[to] - up_to_[from]);
    const double part = std::clamp((a * total - static_cast<double>(up_to_[from])) / atom, 0.0, 1.0);
    const double below = squares_[from] + part * (squares_[to] - squares_[from]);
    const double variance = rest * rest * below + a * a * (squares_.back() - below); // (Σw)² · var(F̂)
    // A little more, so that equal weights give the number of paths itself.
    return static_cast<std::int64_t>(a * rest * total / variance * total * (1.0 + 1e-12));
}

std::optional<double> WeightedOrder::at_rank(std::int64_t rank, std::int64_t paths) const {
    if (rank < 1 || rank > paths) { return std::nullopt; }
    // 2^73 of weight and 2^53 paths are within 127 bits.
    const auto first = std::partition_point(up_to_.begin() + 1, up_to_.end() - 1,
                                            [&](Int128 sum) { return sum * paths < whole() * rank; });
    return figure(scores_[static_cast<std::size_t>(first - up_to_.begin()) - 1]);
}

QuantileEstimate WeightedOrder::quantile(const QuantileRule& rule) const {
    constexpr std::int64_t kMostEffective = std::int64_t{1} << 53;
    if (scores_.empty()) { return {}; }
    const Level& level = rule.level;
    const std::size_t place = place_of(level);
    const std::int64_t paths = std::min(kMostEffective, effective_paths(level, place));
    if (paths < 1) { return {figure(scores_[place]), std::nullopt, std::nullopt}; }
    const RankInterval ranks = quantile_ranks(level, paths);
    return {figure(scores_[place]), at_rank(ranks.lo, paths), at_rank(ranks.hi, paths)};
}

Estimate WeightedOrder::expected_shortfall(const QuantileRule& rule) const {
    if (scores_.empty() || scores_.back() == kNoScore) { return {}; }
    const double tail = rule.level.mirror().value();
    const std::size_t place = place_of(rule.level);
    const auto quantile = static_cast<double>(scores_[place]);
    const auto total = static_cast<double>(whole());
    double sum = 0.0;
    double squares = 0.0; // Σ(w·excess)²
    double cross = 0.0;   // Σw²·excess
    for (std::size_t i = place + 1; i < scores_.size(); ++i) {
        const auto w = static_cast<double>(weight(i));
        const double excess = w * (static_cast<double>(scores_[i]) - quantile);
        sum += excess;
        squares += excess * excess;
        cross += w * excess;
    }
    const double mean = sum / total;
    Estimate out{quantile + mean / tail, std::nullopt};
    if (scores_.size() > 1) {
        const auto n = static_cast<double>(scores_.size());
        const double spread = squares - 2.0 * mean * cross + mean * mean * squares_.back();
        out.se = std::sqrt(std::max(0.0, spread) * n / (n - 1.0)) / total / tail;
    }
    return out;
}

Estimate weighted_ratio(std::span<const std::int64_t> top, std::span<const std::int64_t> bottom,
                        std::span<const std::int64_t> weights) {
    double over = 0.0;
    double under = 0.0;
    double n = 0.0;
    for (std::size_t i = 0; i < top.size(); ++i) {
        const auto w = static_cast<double>(weights[i]);
        over += w * static_cast<double>(top[i]);
        under += w * static_cast<double>(bottom[i]);
        n += bottom[i] != 0 ? 1.0 : 0.0;
    }
    if (under == 0.0) { return {}; }
    Estimate out{over / under, std::nullopt};
    if (n < 2.0) { return out; }
    double squares = 0.0;
    for (std::size_t i = 0; i < top.size(); ++i) {
        const double residual = static_cast<double>(weights[i]) *
                                (static_cast<double>(top[i]) - *out.value * static_cast<double>(bottom[i]));
        squares += residual * residual;
    }
    out.se = std::sqrt(squares * n / (n - 1.0)) / std::abs(under);
    return out;
}

Estimate weighted_mean(std::span<const std::int64_t> scores, std::span<const std::int64_t> weights) {
    if (std::find(scores.begin(), scores.end(), kNoScore) != scores.end()) { return {}; }
    const std::vector<std::int64_t> ones(scores.size(), 1);
    return weighted_ratio(scores, ones, weights);
}

Estimate weighted_sd(std::span<const std::int64_t> scores, std::span<const std::int64_t> weights) {
    const Estimate mean = weighted_mean(scores, weights);
    if (!mean.value) { return {}; }
    double total = 0.0;
    double squared_weights = 0.0;
    double second = 0.0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const auto w = static_cast<double>(weights[i]);
        const double gap = static_cast<double>(scores[i]) - *mean.value;
        total += w;
        squared_weights += w * w;
        second += w * gap * gap;
    }
    const double free = 1.0 - squared_weights / total / total;
    if (!(free > 0.0)) { return {}; }
    const double variance = second / total;
    Estimate out{std::sqrt(variance / free), std::nullopt};
    if (variance == 0.0) {
        out.se = 0.0;
        return out;
    }
    double fourth = 0.0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const double gap = static_cast<double>(scores[i]) - *mean.value;
        const double moved = static_cast<double>(weights[i]) * (gap * gap - variance);
        fourth += moved * moved;
    }
    out.se = std::sqrt(fourth) / total / (2.0 * *out.value);
    return out;
}

void WeightedEvents::add(std::int64_t path_weight, bool happens) {
    const Int128 square = static_cast<Int128>(path_weight) * path_weight;
    ++n;
    weight += path_weight;
    if (happens) {
        ++events;
        happened += path_weight;
        happened_squares += square;
    } else {
        other_squares += square;
    }
}

Probability probability_of(const WeightedEvents& sums, std::int64_t paths, Int128 whole) {
    Probability out;
    out.n = sums.n;
    out.events = sums.events;
    if (sums.n < 1 || sums.weight == 0) { return out; }
    const auto total = static_cast<double>(sums.weight);
    const auto happened = static_cast<double>(sums.happened);
    const auto squares = static_cast<double>(sums.happened_squares);
    const double p = happened / total;
    const double spread = (1.0 - p) * (1.0 - p) * squares + p * p * static_cast<double>(sums.other_squares);
    out.value = p;
    out.se = std::sqrt(spread) / total;
    out.ess = squares > 0.0 ? happened / squares * happened : 0.0;
    const double unseen = -std::expm1(std::log1p(-kConfidence) / static_cast<double>(paths));
    const double bound = std::min(1.0, kLargestRatio * unseen * (static_cast<double>(whole) / total));
    if (sums.events == 0) {
        out.lo = 0.0;
        out.hi = bound;
    } else if (sums.events == sums.n) {
        out.lo = 1.0 - bound;
        out.hi = 1.0;
    } else {
        const Bounds bounds = wilson(p, p * (1.0 - p) / (*out.se * *out.se));
        out.lo = bounds.lo;
        out.hi = bounds.hi;
    }
    return out;
}

} // namespace kdt::tally
