#pragma once

#include <cstddef>
#include <span>

namespace kdt::credit {

/// −ln Φ(−x): the hazard that a period accumulates where its conditional probability of default is Φ(x). Within ±6 from
/// Taylor series about 192 points, to 10^-12 of itself; farther out by the C library.
double normal_hazard(double x);

/// The series reach from −kSeriesFarthest to it.
inline constexpr double kSeriesFarthest = 6.0;

/// Shorter series as floats for vector registers: kCoarseTerms terms about each of kCoarsePointsEach points to a
/// standard deviation, from the lowest. They tell the hazard to 10^-6 of itself.
inline constexpr int kCoarsePointsEach = 64;
inline constexpr std::size_t kCoarseTerms = 4;
std::span<const float> coarse_hazard_series();
/// The hazard as these series tell it, in about half the time.
double coarse_normal_hazard(double x);

} // namespace kdt::credit
