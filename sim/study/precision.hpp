#pragma once

#include "tally/estimate.hpp"

#include <cstdint>

// When a run has enough paths. Looked at after fixed numbers of them only, so that the answer does not depend on
// threads, processes or interruptions, and seldom, so that stopping by what was seen biases it little.
namespace kdt::study {

/// Paths after which the probability is looked at: 16,000, then twice as many each time (1,000·2^k).
inline constexpr std::int64_t kFirstStage = 16'000;
/// Paths of the trial that tells beforehand what a precision will cost; they are the run's first.
inline constexpr std::int64_t kTrial = 1024;
/// Below so many events a relative error is hardly known itself.
inline constexpr std::int64_t kFewestEvents = 100;

/// The next stage after so many paths, or the limit where that comes first.
std::int64_t next_stage(std::int64_t paths, std::int64_t limit);

/// Whether it is looked at after so many paths.
bool at_stage(std::int64_t paths, std::int64_t limit);

// `seen` is the probability of depletion at the horizon, as far as a run has come.

/// Its standard error over itself; infinite where nothing was seen. That of a weighted run follows from its weights;
/// that of a randomised one is as of independent paths, which it stays below.
double relative_error(const tally::Probability& seen);
/// Whether that is at most `wanted`, on kFewestEvents at least.
bool is_precise(const tally::Probability& seen, double wanted);
/// The stage at which that may be expected by what was seen, the limit being one; beyond the limit where that will not
/// do. Where nothing was seen the probability is taken to be at its 95 % upper bound, so that it will hardly be sooner.
std::int64_t expected_paths(const tally::Probability& seen, double wanted, std::int64_t limit);

} // namespace kdt::study
