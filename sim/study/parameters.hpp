#pragma once

#include "results/frame.hpp"
#include "scenario/load.hpp"

#include <vector>

namespace kdt::study {

/// Every figure and policy choice the scenario states, with the source that covers it; file order.
std::vector<results::Parameter> parameters_of(const scenario::Loaded& loaded);

} // namespace kdt::study
