#pragma once

#include <cstdint>

// When a run has enough paths. Looked at after fixed numbers of them only, so that the answer does not depend on
// threads, processes or interruptions, and seldom, so that stopping by what was seen biases it little.
namespace kdt::study {

/// Paths after which the probability is looked at: 16,000, then twice as many each time (1,000·2^k).
inline constexpr std::int64_t kFirstStage = 16'000;
/// Below so many events a relative error is hardly known itself.
inline constexpr std::int64_t kFewestEvents = 100;

/// The next stage after so many paths, or the limit where that comes first.
std::int64_t next_stage(std::int64_t paths, std::int64_t limit);

/// Whether it is looked at after so many paths.
bool at_stage(std::int64_t paths, std::int64_t limit);

/// The probability of depletion at the horizon, as far as a run has come.
struct Seen {
    std::int64_t events = 0;
    std::int64_t paths = 0;
};

/// √((1−p)/(p·n)), the standard error of p over p; infinite where nothing was seen.
double relative_error(const Seen& seen);
/// Whether that is at most `wanted`, on kFewestEvents at least.
bool is_precise(const Seen& seen, double wanted);
/// The stage at which that may be expected by what was seen; the limit where it is not before. Where nothing was seen
/// the probability is taken to be at its 95 % upper bound, so that it will hardly be sooner.
std::int64_t expected_stage(const Seen& seen, double wanted, std::int64_t limit);

} // namespace kdt::study
