#pragma once

#include "results/results.hpp"
#include "results/stress.hpp"

#include <string>

namespace kdt::reports {

/// report.md: all of a run in one page, in the chosen language; tables aligned by display width.
std::string report_markdown(const results::Results& results, Language language);

/// report.md of a stress run: the 压力测试结果表 with its differences.
std::string stress_markdown(const results::StressResults& stress, Language language);

} // namespace kdt::reports
