#pragma once

#include "tally/measure.hpp"

#include <cstdint>

namespace kdt::tally {

/// So many first paths carry the fourth powers on which errors of deviations rest.
inline constexpr std::int64_t kHighPaths = 8192;

/// Bits dropped before fourth powers: 82 元, 10^-9 and 10^-6 are fine enough for a kurtosis.
constexpr int high_shift(ScoreUnit unit) {
    switch (unit) {
    case ScoreUnit::fen: return 13;
    case ScoreUnit::ratio: return 10;
    case ScoreUnit::times: return 10;
    case ScoreUnit::count: return 0;
    }
    return 0;
}

} // namespace kdt::tally
