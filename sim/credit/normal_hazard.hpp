#pragma once

#include <cstddef>
#include <span>

namespace kdt::credit {

/// −ln Φ(−x): the hazard that a period accumulates where its conditional probability of default is Φ(x). Within ±6 from
/// Taylor series about 192 points, to 10^-12 of itself; farther out by the C library.
double normal_hazard(double x);

/// The series reach from −kSeriesFarthest to it, so many points to a standard deviation.
inline constexpr double kSeriesFarthest = 6.0;
inline constexpr int kSeriesPointsEach = 16;

/// The leading terms of the series as floats for vector registers, by point from the lowest: kCoarseStride each, of
/// which kCoarseTerms count. They tell the hazard to 10^-6 of itself.
inline constexpr std::size_t kCoarseTerms = 6;
inline constexpr std::size_t kCoarseStride = 8;
std::span<const float> coarse_hazard_series();

} // namespace kdt::credit
