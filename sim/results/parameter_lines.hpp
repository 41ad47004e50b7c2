#pragma once

#include "base/problem.hpp"
#include "results/frame.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Parameters as a reader takes them in: in words, a list on one line.
namespace kdt::results {

struct ParameterLine {
    std::string pointer; ///< of the value, or of the whole list
    Text name;
    Text value; ///< a long list folded: "36个值：1、1.02、0.98、…、1.1"
    std::optional<std::string> source;
    Text unit; ///< of all values; empty where they have none or each stands with its own
};

/// Below the block of stress, or where a factor starts.
bool is_stress(std::string_view pointer);

/// A value with its unit: "4800万元", "4800 (10k yuan)".
Text with_unit(const Text& value, const Text& unit);

/// Adds a part of a list in words; an empty one adds nothing.
void append(Text& to, const Text& part);

/// In the order of the scenario. Entries of a list that rest on different sources keep lines of their own.
std::vector<ParameterLine> lines_of(const std::vector<Parameter>& parameters);

/// Where a scenario differs from its base outside the block of stress: "资金池 · 期初余额 4800→3000万元；…", the first
/// few one by one and the others by their number. Empty where nothing does.
Text changes_in_words(const Frame& base, const Frame& other);

/// What stresses the run: "PD 倍数 2；因子平移 · 宏观 -1.5、-1"; empty where nothing does.
Text stress_in_words(const Frame& frame);

} // namespace kdt::results
