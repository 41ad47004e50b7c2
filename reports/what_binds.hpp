#pragma once

#include "results/results.hpp"

#include <string>

namespace kdt::reports {

/// The calendar year whose claims paid are greatest in the bad case.
struct WorstYear {
    std::string year;
    results::Ranged paid;
};
WorstYear worst_year(const results::Results& results);

/// The breaker that stops most often by the last horizon; nothing where there is none.
const results::BreakerFrame* likeliest_breaker(const results::Results& results);

/// What binds most often on the paths that miss a target; empty where none misses.
Text main_reason(const results::TargetResult& target);

} // namespace kdt::reports
