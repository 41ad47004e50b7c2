#pragma once

#include "tally/measure.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace kdt::tally {

/// Which measures of tables [row][kMeasures] have held anything but 0 so far. A scenario moves a part of them; the rest
/// need no room in the blocks in which paths wait.
class Moved {
public:
    bool operator[](std::size_t measure) const { return moved_[measure] != 0; }
    /// Whether a table moves a measure that none before it has; from then on it counts as moved.
    bool widened_by(std::span<const std::int64_t> table);
    /// Counts all as moved that either has seen move.
    void join(const Moved& other);
    /// Counts every measure as moved.
    void all() { moved_.fill(kMoved); }

private:
    static constexpr std::int64_t kMoved = -1; ///< every bit, so that one mask tells what is new
    std::array<std::int64_t, kMeasures> moved_{};
};

} // namespace kdt::tally
