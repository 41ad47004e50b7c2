#pragma once

#include "results/results.hpp"
#include "tally/law.hpp"

namespace kdt::results {

/// Step 1, 2 or 5 times a power of ten, at least `width`; 1 where width is not positive.
double round_step(double width);

/// About 40 equal bins with round edges, in output units, from the 0.1 % to the 99.9 % order statistic of the scores
/// other than 0. Paths without a score are left out. No bins where nothing is left. Weighted paths count by their part
/// of all weight.
Histogram histogram_of(const tally::Law& law, double per);

} // namespace kdt::results
