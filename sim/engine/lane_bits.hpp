#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace kdt::engine {

/// No vector register holds more floats.
inline constexpr std::size_t kMostLanes = 64;

/// The mask of a register's floats as Highway stores it.
using MaskBytes = std::array<std::uint8_t, kMostLanes / 8>;

/// A bit for each of the register's lanes that stands in the mask; what is stored beyond them counts for nothing.
inline std::uint64_t lane_bits(const MaskBytes& mask, std::size_t lanes) {
    return std::bit_cast<std::uint64_t>(mask) & (~std::uint64_t{0} >> (kMostLanes - lanes));
}

} // namespace kdt::engine
