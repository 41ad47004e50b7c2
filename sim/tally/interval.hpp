#pragma once

#include "tally/estimate.hpp"
#include "tally/level.hpp"

#include <cstdint>

namespace kdt::tally {

inline constexpr double kConfidence = 0.95;
/// Φ⁻¹(0.975)
inline constexpr double kNormal95 = 1.959963984540054;

/// events ÷ n with Wilson's 95 % score interval (Wilson 1927). At 0 of n (n of n) the one-sided exact 95 % bound
/// 1 − 0.05^(1/n) (0.05^(1/n)) stands in its place, since nothing else says how rare "never seen" may be.
Probability probability_of(std::int64_t events, std::int64_t n);

struct Bounds {
    double lo = 0.0;
    double hi = 0.0;
};

/// Wilson's 95 % score interval of a share p of `trials` trials, which need not be a whole number.
Bounds wilson(double p, double trials);

/// Ranks of two order statistics that enclose the quantile in at least 95 % of samples. 0 for `lo` and n + 1 for `hi`
/// mean that the sample holds no such bound.
struct RankInterval {
    std::int64_t lo = 0;
    std::int64_t hi = 0;
};

/// With B ~ Bin(n, a): lo the greatest l with P(B < l) ≤ 2.5 %, hi the least u with P(B < u) ≥ 97.5 % (David &
/// Nagaraja, Order Statistics, 7.1).
RankInterval quantile_ranks(const Level& level, std::int64_t n);

} // namespace kdt::tally
