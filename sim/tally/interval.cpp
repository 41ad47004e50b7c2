#include "tally/interval.hpp"

#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <cmath>

namespace kdt::tally {
namespace {

constexpr double kTail = (1.0 - kConfidence) / 2.0;

/// The least r in 0..n with P(B ≤ r) ≥ target.
std::int64_t least_with(const boost::math::binomial_distribution<double>& law, std::int64_t n, double target) {
    std::int64_t low = 0;
    std::int64_t high = n;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (boost::math::cdf(law, static_cast<double>(middle)) >= target) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

} // namespace

Bounds wilson(double p, double trials) {
    const double z2 = kNormal95 * kNormal95;
    const double centre = (p + z2 / (2.0 * trials)) / (1.0 + z2 / trials);
    const double half =
        kNormal95 / (1.0 + z2 / trials) * std::sqrt(p * (1.0 - p) / trials + z2 / (4.0 * trials * trials));
    return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

Probability probability_of(std::int64_t events, std::int64_t n) {
    Probability out;
    out.n = n;
    out.events = events;
    if (n < 1) { return out; }
    const double trials = static_cast<double>(n);
    const double p = static_cast<double>(events) / trials;
    out.value = p;
    out.se = std::sqrt(p * (1.0 - p) / trials);
    const double unseen = -std::expm1(std::log1p(-kConfidence) / trials); // 1 − 0.05^(1/n)
    if (events == 0) {
        out.lo = 0.0;
        out.hi = unseen;
    } else if (events == n) {
        out.lo = 1.0 - unseen;
        out.hi = 1.0;
    } else {
        const Bounds bounds = wilson(p, trials);
        out.lo = bounds.lo;
        out.hi = bounds.hi;
    }
    return out;
}

RankInterval quantile_ranks(const Level& level, std::int64_t n) {
    const boost::math::binomial_distribution<double> law(static_cast<double>(n), level.value());
    // P(B ≤ r) ≥ 1 − 2.5 % first at r = hi − 1; P(B ≤ lo − 1) ≤ 2.5 % last just before the first r above it.
    const std::int64_t hi = least_with(law, n, 1.0 - kTail) + 1;
    const std::int64_t first_above = least_with(law, n, std::nextafter(kTail, 1.0));
    return {first_above, hi};
}

} // namespace kdt::tally
