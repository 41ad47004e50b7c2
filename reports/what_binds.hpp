#pragma once

#include "results/results.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kdt::reports {

/// Whether one figure is greater than another beyond the errors of both; of figures without chance, at all. An interval
/// that is open towards the other figure tells nothing apart.
bool told_apart(const results::Ranged& more, const results::Ranged& less, bool drawn);

/// Claims paid in a calendar year in the bad case.
struct YearsClaims {
    std::string year;
    results::Ranged paid;
};

/// The year whose claims paid are greatest in the bad case, then those that can't be told from it: the difference lies
/// within the error of both quantiles together (taken as independent; years that share their loans err less). Nothing
/// where the greatest is 0.
std::vector<YearsClaims> heaviest_years(const results::Results& results);

/// Where no year stands out, since none can be told from the heaviest: the year that pays least. Nothing where one
/// does, or where there is one year alone.
std::optional<YearsClaims> least_of_level_years(const results::Results& results);

std::vector<std::string> names_of(const std::vector<YearsClaims>& years);

/// The breaker that stops most often by the last horizon; nothing where there is none.
const results::BreakerFrame* likeliest_breaker(const results::Results& results);

/// What binds most often on the paths that miss a target; empty where none misses.
Text main_reason(const results::TargetResult& target);

} // namespace kdt::reports
