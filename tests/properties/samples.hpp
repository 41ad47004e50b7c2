#pragma once

#include "short_run.hpp"

#include <algorithm>
#include <cstdint>

namespace kdt::properties {

/// The chance that a test of many comparisons fails though all is right, fixed beforehand.
inline constexpr double kFamilyWise = 1e-3;

/// How many random cases to try: all, or a twelfth of them, two at least, where KDT_QUICK=1 asks for a short run
/// (sanitizers).
inline std::uint64_t count_of(std::uint64_t all) { return is_short_run() ? std::max<std::uint64_t>(2, all / 12) : all; }

} // namespace kdt::properties
