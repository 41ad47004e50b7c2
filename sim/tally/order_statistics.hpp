#pragma once

#include "tally/estimate.hpp"
#include "tally/interval.hpp"
#include "tally/level.hpp"

#include <cstdint>
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

/// One column of exact scores, sorted, with its moments. Scores equal to kNoScore sort last.
class OrderStatistics {
public:
    /// Copies and sorts; n ≥ 1.
    explicit OrderStatistics(std::span<const std::int64_t> scores);

    std::int64_t paths() const { return static_cast<std::int64_t>(sorted_.size()); }
    std::span<const std::int64_t> sorted() const { return sorted_; }
    /// Empty when any path has no score.
    Estimate mean() const { return mean_; }
    Estimate sd() const { return sd_; }
    /// x₍ₖ₎, k = ⌈n·a⌉ in exact decimals, between the order statistics of quantile_ranks. `rule` is for paths().
    QuantileEstimate quantile(const QuantileRule& rule) const;
    /// [Σ_{i>k}x₍ᵢ₎ + (k−n·a)x₍ₖ₎] / (n(1−a)) (Acerbi & Tasche 2002), with the asymptotic standard error
    /// sd(max(x−VaR, 0)) / ((1−a)√n) (Manistre & Hancock 2005). Empty when any path has no score.
    Estimate expected_shortfall(const QuantileRule& rule) const;

private:
    std::optional<double> at(std::int64_t rank) const;

    std::vector<std::int64_t> sorted_;
    bool complete_ = true; ///< every path has a score
    Estimate mean_;
    Estimate sd_;
};

/// Numbers of the `count` paths with the greatest scores, worst first, ties by number. What a second pass over the
/// tail (contributions, traces) starts from.
std::vector<std::int64_t> worst_paths(std::span<const std::int64_t> scores, std::size_t count);

} // namespace kdt::tally
