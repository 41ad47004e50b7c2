#include "tally/order_statistics.hpp"

#include "tally/batch_sums.hpp"
#include "tally/measure.hpp"
#include "tally/moments.hpp"

#include <boost/sort/spreadsort/integer_sort.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace kdt::tally {
namespace {

/// Fourth central moment ÷ squared variance, in the order of the paths.
std::optional<double> kurtosis(std::span<const std::int64_t> scores, double mean) {
    double second = 0.0;
    double fourth = 0.0;
    for (const std::int64_t score : scores) {
        const double square = (static_cast<double>(score) - mean) * (static_cast<double>(score) - mean);
        second += square;
        fourth += square * square;
    }
    if (!(second > 0.0)) { return std::nullopt; }
    return fourth / second / second * static_cast<double>(scores.size());
}

} // namespace

QuantileRule::QuantileRule(const Level& at, std::int64_t paths)
    : level(at), rank(at.rank(paths)), interval(quantile_ranks(at, paths)) {}

OrderStatistics::OrderStatistics(std::span<const std::int64_t> scores, const Draws& draws) {
    assert(!scores.empty());
    if (draws.sampling == Sampling::weighted) {
        weighted_.emplace(scores, draws.weights);
        mean_ = weighted_mean(scores, draws.weights);
        sd_ = weighted_sd(scores, draws.weights);
        return;
    }
    sorted_.assign(scores.begin(), scores.end());
    Moments moments;
    moments.add(scores);
    complete_ = moments.missing == 0;
    mean_ = mean_of(moments, paths());
    if (draws.sampling == Sampling::randomised) { mean_ = batched_mean(scores); }
    if (complete_) { sd_ = sd_of(moments, paths(), kurtosis(scores, *mean_.value)); }
    boost::sort::spreadsort::integer_sort(sorted_.begin(), sorted_.end());
}

double OrderStatistics::part(std::size_t place) const {
    if (!weighted_) { return 1.0; }
    return static_cast<double>(weighted_->weight(place)) / static_cast<double>(weighted_->whole()) *
           static_cast<double>(paths());
}

std::int64_t OrderStatistics::around(double share) const {
    if (weighted_) { return weighted_->scores()[weighted_->place_beyond(share)]; }
    const auto place = static_cast<std::size_t>(static_cast<double>(sorted_.size()) * share);
    return sorted_[std::min(sorted_.size() - 1, place)];
}

std::optional<double> OrderStatistics::at(const Level& level) const {
    if (!weighted_) { return at_rank(level.rank(paths())); }
    const std::int64_t score = weighted_->scores()[weighted_->place_of(level)];
    return score == kNoScore ? std::nullopt : std::optional<double>(static_cast<double>(score));
}

std::optional<double> OrderStatistics::at_rank(std::int64_t rank) const {
    if (rank < 1 || rank > paths()) { return std::nullopt; }
    const std::int64_t score = sorted_[static_cast<std::size_t>(rank - 1)];
    return score == kNoScore ? std::nullopt : std::optional<double>(static_cast<double>(score));
}

QuantileEstimate OrderStatistics::quantile(const QuantileRule& rule) const {
    if (weighted_) { return weighted_->quantile(rule.level); }
    return {at_rank(rule.rank), at_rank(rule.interval.lo), at_rank(rule.interval.hi)};
}

Estimate OrderStatistics::expected_shortfall(const QuantileRule& rule) const {
    if (weighted_) { return weighted_->expected_shortfall(rule.level); }
    if (!complete_) { return {}; }
    const double n = static_cast<double>(paths());
    const double tail = rule.level.mirror().value(); // 1 − a, free of the cancellation of 1.0 − 0.999
    const auto first = static_cast<std::size_t>(rule.rank - 1);
    const double quantile = static_cast<double>(sorted_[first]);
    // Written with excesses over x₍ₖ₎: Σ_{i>k}x₍ᵢ₎ + (k−na)x₍ₖ₎ = Σ_{i>k}(x₍ᵢ₎−x₍ₖ₎) + n(1−a)x₍ₖ₎.
    double sum = 0.0;
    double squares = 0.0;
    for (std::size_t i = first + 1; i < sorted_.size(); ++i) {
        const double excess = static_cast<double>(sorted_[i]) - quantile;
        sum += excess;
        squares += excess * excess;
    }
    Estimate out{quantile + sum / (n * tail), std::nullopt};
    if (paths() > 1) {
        const double variance = std::max(0.0, squares - sum * sum / n) / (n - 1.0);
        out.se = std::sqrt(variance / n) / tail;
    }
    return out;
}

Estimate batched_mean(std::span<const std::int64_t> scores) {
    if (std::find(scores.begin(), scores.end(), kNoScore) != scores.end()) { return {}; }
    BatchSum sums;
    BatchSum paths;
    for (std::size_t path = 0; path < scores.size(); ++path) {
        sums[batch_of(static_cast<std::int64_t>(path))].add(scores[path]);
        paths[batch_of(static_cast<std::int64_t>(path))].add(1);
    }
    return ratio_of(sums, paths, paths);
}

std::vector<std::int64_t> worst_paths(std::span<const std::int64_t> scores, std::size_t count) {
    std::vector<std::int64_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    count = std::min(count, order.size());
    const auto worse = [&](std::int64_t a, std::int64_t b) {
        const std::int64_t x = scores[static_cast<std::size_t>(a)];
        const std::int64_t y = scores[static_cast<std::size_t>(b)];
        return x != y ? x > y : a < b;
    };
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(), worse);
    order.resize(count);
    return order;
}

} // namespace kdt::tally
