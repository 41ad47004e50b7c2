#pragma once

#include "results/frame.hpp"
#include "scenario/scenario.hpp"

#include <vector>

namespace kdt::study {

/// What names and explains each breaker of the scenario, in file order. Levels are fractions.
std::vector<results::BreakerFrame> breakers_of(const scenario::Scenario& scenario);

} // namespace kdt::study
