#pragma once

#include "results/results.hpp"

#include <string>

// Tidy files for programs: one figure a row, numbers by shortest round trip, units in a column of their own.
namespace kdt::results {

/// measure,scope,id,month,statistic,level,value,se,lo,hi,unit; scope is scheme, year, bank, product, tier or sector.
std::string measures_csv(const Results& results);
/// The same columns, by month from 0; statistic is mean or quantile.
std::string series_csv(const Results& results);
std::string targets_csv(const Results& results);
std::string refusals_csv(const Results& results);
/// The breakers' rules: levels as fractions, the two sums of the metric in the report's language.
std::string breakers_csv(const Results& results);

} // namespace kdt::results
