#pragma once

#include <cstdint>

namespace kdt::study {

/// How far a run has come, and how fast.
struct Pace {
    double share = 0.0; ///< of all paths, at most 1
    double rate = 0.0;  ///< paths a second; 0: not known yet
    double left = 0.0;  ///< seconds
};

/// Of `total` paths `done` are there, `first` of them before the seconds that were counted.
Pace pace_of(std::int64_t first, std::int64_t done, std::int64_t total, double seconds);

} // namespace kdt::study
