#pragma once

#include "base/problem.hpp"
#include "results/results.hpp"
#include "results/stress.hpp"

#include <string>
#include <string_view>

namespace kdt::results {

/// The results that `to_json` wrote: reports made of them are the run's own, byte for byte. `file` is how problems
/// name the text. A file of another format or version, or one that was changed by hand, is a list of problems.
Checked<Results> read_summary(std::string_view json, const std::string& file);

/// The stress results that `stress_json` wrote, with the base's frame.
Checked<StressResults> read_stress(std::string_view json, const std::string& file, const Results& base);

} // namespace kdt::results
