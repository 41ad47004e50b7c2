#pragma once

#include "results/results.hpp"
#include "results/stress.hpp"

#include <string>

namespace kdt::reports {

/// What a chief reads on the terminal after a run: a dozen lines, each figure with unit and error.
std::string headline(const results::Results& results, Language language);

/// The 压力测试结果表 for the terminal.
std::string stress_headline(const results::StressResults& stress, Language language);

} // namespace kdt::reports
