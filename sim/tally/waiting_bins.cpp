#include "tally/waiting_bins.hpp"

#include "tally/block.hpp"

#include <algorithm>
#include <cassert>

namespace kdt::tally {
namespace {

constexpr std::size_t kLine = 32; ///< bins in a cache line
constexpr std::size_t kMostRows = 8192;

} // namespace

WaitingBins::WaitingBins(std::size_t widest, std::size_t bytes)
    : room_(std::clamp(bytes / sizeof(std::uint16_t), widest * (kFewestRows + 2 * kLine), widest * kMostRows)),
      bins_(std::make_unique_for_overwrite<std::uint16_t[]>(room_)) {
    set_width(0);
}

void WaitingBins::set_width(std::size_t width) {
    assert(rows_ == 0);
    const std::size_t lines = (width == 0 ? kMostRows : std::min(kMostRows, room_ / width)) / kLine;
    // An odd number of lines: at a power of two all columns would fall into the same sets of the cache.
    stride_ = ((lines - 1) | 1) * kLine;
}

} // namespace kdt::tally
