#pragma once

#include "results/results.hpp"

namespace kdt::results {

/// Half of the 95 % interval of a mean with this standard error.
double half_width(double se);
/// The standard error of which such a half was made.
double se_of_half_width(double half);

/// What stands after ± in every report; nothing where the estimate is missing or exact.
Number shown_error(Number value, Number se);
inline Number shown_error(const Estimate& estimate) { return shown_error(estimate.value, estimate.se); }

/// The bounds of a chance that are shown: none where nothing was left to chance; what was never seen, or always, is
/// bounded on one side.
struct Bounds {
    Number lo;
    Number hi;
};
Bounds shown_bounds(const Probability& p);

} // namespace kdt::results
