#pragma once

namespace kdt::credit {

/// −ln Φ(−x): the hazard that a period accumulates where its conditional probability of default is Φ(x). Within ±6 from
/// Taylor series about 192 points, to 10^-12 of itself; farther out by the C library.
double normal_hazard(double x);

} // namespace kdt::credit
