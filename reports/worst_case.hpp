#pragma once

#include "results/stress.hpp"

#include <vector>

namespace kdt::reports {

/// The overlay that is worst, then those that can't be told from it. The worst has the greatest probability of
/// depletion among those that raise it beyond the error of the difference; of several that can't be told apart by it,
/// or where none raises it, the greatest mean claims paid decide, as far as these can be told apart. Nothing where no
/// overlay raises either.
std::vector<const results::StressCase*> worst_cases(const results::StressResults& stress, bool drawn);

} // namespace kdt::reports
