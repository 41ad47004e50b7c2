#pragma once

#include <cstddef>
#include <cstdint>

namespace kdt::tally {

/// How the paths of a run are drawn, which decides how figures and their errors follow from what paths score.
enum class Sampling {
    plain,      ///< independent paths of one law
    weighted,   ///< independent paths of another law, each with its likelihood ratio (importance sampling)
    randomised, ///< kBatches independent randomisations of one low-discrepancy point set
};

/// Weights are whole numbers, so that their sums are exact and free of order: this one says likelihood ratio 1. What
/// rounding moves a probability by is at most 2^-40.
inline constexpr std::int64_t kUnitWeight = std::int64_t{1} << 40;

/// No likelihood ratio is above this, since half of the paths are drawn from the law itself.
inline constexpr double kLargestRatio = 2.0;

/// Parts of a run that are independent and alike; path mod kBatches says which a path is in, so that what a path draws
/// does not depend on how many there are.
inline constexpr std::size_t kBatches = 32;
constexpr std::size_t batch_of(std::int64_t path) { return static_cast<std::size_t>(path) % kBatches; }

} // namespace kdt::tally
