#pragma once

#include "results/stress.hpp"

#include <string>

namespace kdt::results {

/// stress.json, format kedaitong.stress/1: the base and each overlay with their figures by measure and month, in the
/// style of summary.json; every figure of an overlay with its difference to the base.
std::string stress_json(const StressResults& stress);

} // namespace kdt::results
