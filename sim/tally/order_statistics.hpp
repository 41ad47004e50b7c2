#pragma once

#include "tally/estimate.hpp"
#include "tally/interval.hpp"
#include "tally/level.hpp"
#include "tally/sampling.hpp"
#include "tally/weighted_order.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kdt::tally {

/// A level with its ranks in samples of one size, worked out once for all columns.
struct QuantileRule {
    QuantileRule(const Level& at, std::int64_t paths);
    Level level;
    std::int64_t rank = 1;
    RankInterval interval;
};

/// How the paths of a column were drawn.
struct Draws {
    Sampling sampling = Sampling::plain;
    std::span<const std::int64_t> weights; ///< [path], in units of kUnitWeight; empty but for weighted runs
};

/// One column of exact scores, sorted, with its moments. Scores equal to kNoScore sort last.
///
/// Of weighted scores every figure is that of WeightedOrder. Of randomised ones the mean's error is that of the
/// batches' means; all else is as of independent paths, whose errors a scrambled net stays below.
class OrderStatistics {
public:
    /// Copies and sorts; n ≥ 1.
    explicit OrderStatistics(std::span<const std::int64_t> scores, const Draws& draws = {});

    std::int64_t paths() const { return static_cast<std::int64_t>(sorted().size()); }
    std::span<const std::int64_t> sorted() const { return weighted_ ? weighted_->scores() : sorted_; }
    /// Share of the path of rank `place` + 1 in all, times paths(): 1 unless weighted.
    double part(std::size_t place) const;
    /// The score below which `share` of the paths lies, for the ends of charts.
    std::int64_t around(double share) const;
    /// At the level, without interval; empty where the path has no score.
    std::optional<double> at(const Level& level) const;
    /// Empty when any path has no score.
    Estimate mean() const { return mean_; }
    Estimate sd() const { return sd_; }
    /// x₍ₖ₎, k = ⌈n·a⌉ in exact decimals, between the order statistics of quantile_ranks. `rule` is for paths().
    QuantileEstimate quantile(const QuantileRule& rule) const;
    /// [Σ_{i>k}x₍ᵢ₎ + (k−n·a)x₍ₖ₎] / (n(1−a)) (Acerbi & Tasche 2002), with the asymptotic standard error
    /// sd(max(x−VaR, 0)) / ((1−a)√n) (Manistre & Hancock 2005). Empty when any path has no score.
    Estimate expected_shortfall(const QuantileRule& rule) const;

private:
    std::optional<double> at_rank(std::int64_t rank) const;

    std::vector<std::int64_t> sorted_; ///< empty where weighted
    std::optional<WeightedOrder> weighted_;
    bool complete_ = true; ///< every path has a score
    Estimate mean_;
    Estimate sd_;
};

/// Mean of the scores and its standard error from the batches' sums; empty when any is missing.
Estimate batched_mean(std::span<const std::int64_t> scores);

/// Numbers of the `count` paths with the greatest scores, worst first, ties by number. What a second pass over the
/// tail (contributions, traces) starts from.
std::vector<std::int64_t> worst_paths(std::span<const std::int64_t> scores, std::size_t count);

} // namespace kdt::tally
