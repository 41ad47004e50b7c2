#pragma once

#include "results/frame.hpp"
#include "scenario/scenario.hpp"

#include <vector>

namespace kdt::study {

/// The rules of the scenario that cut claims, in the order in which they apply; then the caps that put off.
std::vector<results::CutFrame> cuts_in_force(const scenario::Scenario& scenario);

} // namespace kdt::study
