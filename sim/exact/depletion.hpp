#pragma once

#include "exact/default_risk.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// The pool's money against claims of loans that default at most once, each by its own clock. Money goes out only for
// claims; nothing is received but the stated top-ups; no interest. The pool is depleted by month T if at some month
// s ≤ T the claims so far exceed the money so far: then, and first then, a claim finds less than it needs.
namespace kdt::exact {

/// A borrower whose default costs the pool `claim` (≥ 0) in the month it falls due. by_month[t − 1] is the cumulative
/// unconditional probability that its claim has fallen due by month t (non-decreasing, < 1). risk.pd is the
/// unconditional probability over the factor period; the factors act through the hazard multiplier
/// μ = ln(1 − P_c)/ln(1 − P): by_month becomes 1 − (1 − by_month)^μ. One factor period covers all the months.
struct TimedClaim {
    std::int64_t claim = 0;
    DefaultRisk risk;
    std::vector<double> by_month;
};

struct DepletionLimits {
    double most_states = 4e6;
    double most_operations = 2e10;
    Accuracy accuracy{1e-10, 2'000'000};
};

/// P(depleted by the last month of `money`), money[t − 1] = opening balance + top-ups up to and including month t
/// (non-negative, non-decreasing, in the unit of the claims). Exact given the factors: the claims of each stretch
/// between two top-ups are one coordinate of a recursion over the borrowers, and within a stretch only its last month
/// can bind. Without top-ups that is the convolution of the borrowers' Bernoulli claims. The table has
/// Π (money at each top-up ÷ unit + 1) states; nothing beyond the limits.
std::optional<double> depletion_probability(std::span<const TimedClaim> claims, std::span<const std::int64_t> money,
                                            std::optional<double> degrees_of_freedom = std::nullopt,
                                            const DepletionLimits& limits = {});

/// The same for `loans` equal loans and any number of top-ups, for every month: entry t − 1 = P(depleted by month t).
/// Given the factors the number of defaults is a Markov chain of binomial steps.
std::vector<double> depletion_of_equal_loans(std::size_t loans, const TimedClaim& each,
                                             std::span<const std::int64_t> money,
                                             std::optional<double> degrees_of_freedom = std::nullopt);

/// The same for a budget commitment or a pool filled up at once: each stretch of months has `limit` of its own, and
/// what is not used of it lapses. Entry t − 1 = P(in some stretch up to month t the claims exceed the limit). `starts`:
/// first months of the stretches, ascending from 1.
std::vector<double> depletion_within_limits(std::size_t loans, const TimedClaim& each, std::int64_t limit,
                                            std::span<const std::size_t> starts, std::size_t months,
                                            std::optional<double> degrees_of_freedom = std::nullopt);

} // namespace kdt::exact
