#include "tally/moved.hpp"

#include "tally/column_lanes.hpp"

namespace kdt::tally {

bool Moved::widened_by(std::span<const std::int64_t> table) {
    const std::array<std::int64_t, kMeasures> any = bits_of_rows(table);
    std::int64_t fresh = 0;
    for (std::size_t measure = 0; measure < kMeasures; ++measure) { fresh |= any[measure] & ~moved_[measure]; }
    if (fresh == 0) { return false; }
    for (std::size_t measure = 0; measure < kMeasures; ++measure) {
        if (any[measure] != 0) { moved_[measure] = kMoved; }
    }
    return true;
}

void Moved::join(const Moved& other) {
    for (std::size_t measure = 0; measure < kMeasures; ++measure) { moved_[measure] |= other.moved_[measure]; }
}

} // namespace kdt::tally
