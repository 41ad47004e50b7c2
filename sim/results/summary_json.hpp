#pragma once

#include "results/results.hpp"

#include <string>

namespace kdt::results {

/// summary.json, format kedaitong.summary/1: UTF-8, two spaces of indent, leaf objects and arrays on one line, a
/// newline at the end. Numbers by shortest round trip, missing figures null.
std::string to_json(const Results& results);

} // namespace kdt::results
