#pragma once

#include "exact/portfolio_loss.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

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

/// What one member of a breaker's scope looks at: its borrowers, and the sum of numerators that does not stop yet.
struct Watched {
    std::vector<Borrower> borrowers;
    std::int64_t most = 0;
};

/// The same that any of several members stops, which share no borrower (the banks of a scheme): given the factor they
/// are independent. The one factor is integrated over by the same rules, its mass beyond ±8 left out (1e-15).
std::optional<StopProbability> any_stop_probability(std::span<const Watched> members);

} // namespace kdt::exact
