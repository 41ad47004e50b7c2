#pragma once

#include <cstdint>

namespace kdt::random {

/// The uniform number on (0,1) that two words make: (⌊(high·2^32 + low) / 2^12⌋ + ½) · 2^−52, which a double holds
/// exactly; one bit more and the largest would round to 1.
constexpr double uniform_of(std::uint32_t high, std::uint32_t low) {
    const std::uint64_t bits = (std::uint64_t{high} << 32 | low) >> 12;
    return (static_cast<double>(bits) + 0.5) * 0x1p-52;
}

/// The uniform number on (0,1) of one word: (word + ½) · 2^−32.
constexpr double coarse_uniform_of(std::uint32_t word) { return (static_cast<double>(word) + 0.5) * 0x1p-32; }

/// Φ(x), to the precision of the C library's erfc.
double normal_cdf(double x);

/// Φ⁻¹(u) for u in (0,1), by Boost.Math; ±infinity at 1 and 0.
double normal_quantile(double u);

} // namespace kdt::random
