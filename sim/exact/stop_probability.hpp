#pragma once

#include "exact/portfolio_loss.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace kdt::exact {

/// How likely a breaker stops at one review at the end of the factor period.
struct StopProbability {
    double at_all = 0.0;
    double false_alarm = 0.0; ///< given that the factor is not below 0
};

/// The breaker's denominator is known beforehand (the whole book, the pool at the start of the year, lending that no
/// default touches), so that it stops where the sum of the defaulted borrowers' numerators is above `most`; then
/// ratio > level is that sum > ⌊level · denominator⌋. The borrowers are independent, or share one factor (all
/// directions {1,0}): then the false alarm is the mean over the factor's upper half, by Gauss–Legendre rules of 20
/// points on 16 intervals of [0, 8]. Nothing with two factors or beyond the limits of `portfolio_loss`.
std::optional<StopProbability> stop_probability(std::span<const Borrower> borrowers, std::int64_t most);

} // namespace kdt::exact
