#pragma once

#include "results/json_reader.hpp"

#include <string>
#include <string_view>

namespace kdt::results {

/// The JSON of a result file of this format; null and a problem where it is none.
JsonPlace::Json parsed_root(std::string_view json, const std::string& file, std::string_view format,
                            Problems& problems);

/// What every report takes for granted must be there: each measure at each horizon and in each year, the quantiles that
/// tables show, the probabilities of each rule. What lacks is a problem at `root`.
void check_whole(const Results& results, const JsonPlace& root);

} // namespace kdt::results
