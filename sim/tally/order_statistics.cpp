#include "tally/order_statistics.hpp"

#include "tally/batch_sums.hpp"
#include "tally/measure.hpp"
#include "tally/moments.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <hwy/contrib/sort/vqsort.h>

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

OrderStatistics::OrderStatistics(std::span<const std::int64_t> scores, Sampling sampling)
    : sorted_(scores.begin(), scores.end()) {
    assert(sampling != Sampling::weighted);
    Moments moments;
    moments.add(scores);
    complete_ = moments.missing == 0;
    const Estimate mean = mean_of(moments, paths());
    mean_ = sampling == Sampling::randomised ? batched_mean(scores) : mean;
    if (complete_ && !sorted_.empty()) { sd_ = sd_of(moments, paths(), kurtosis(scores, *mean.value)); }
    hwy::Sorter()(sorted_.data(), sorted_.size(), hwy::SortAscending());
}

std::optional<std::int64_t> OrderStatistics::score_at(std::int64_t rank) const {
    if (rank < 1 || rank > paths()) { return std::nullopt; }
    const std::int64_t score = sorted_[static_cast<std::size_t>(rank - 1)];
    return score == kNoScore ? std::nullopt : std::optional(score);
}

void OrderStatistics::visit(const std::function<void(std::int64_t, double)>& visit) const {
    for (auto at = sorted_.begin(); at != sorted_.end() && *at != kNoScore;) {
        auto next = at;
        while (next != sorted_.end() && *next == *at) { ++next; }
        visit(*at, static_cast<double>(next - at));
        at = next;
    }
}

Estimate OrderStatistics::expected_shortfall(const QuantileRule& rule) const {
    if (!complete_ || sorted_.empty()) { return {}; }
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

} // namespace kdt::tally
