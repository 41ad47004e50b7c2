#pragma once

#include "base/problem.hpp"
#include "results/frame.hpp"

#include <optional>
#include <string>
#include <vector>

// Parameters as a reader takes them in: in words, a list on one line.
namespace kdt::results {

struct ParameterLine {
    std::string pointer; ///< of the value, or of the whole list
    Text name;
    Text value; ///< a long list folded: "36个值：1、1.02、0.98、…、1.1"
    std::optional<std::string> source;
};

/// In the order of the scenario. Entries of a list that rest on different sources keep lines of their own.
std::vector<ParameterLine> lines_of(const std::vector<Parameter>& parameters);

/// What stresses the run: "PD 倍数 2；因子平移 · 宏观 -1.5、-1"; empty where nothing does.
Text stress_in_words(const Frame& frame);

} // namespace kdt::results
