#pragma once

#include "results/frame.hpp"
#include "scenario/json_text.hpp"
#include "scenario/scenario.hpp"

#include <optional>

namespace kdt::study {

results::Unit unit_of(scenario::Unit unit);

/// How a value of a scenario reads to people.
struct Reading {
    std::optional<Text> words; ///< in place of the value as it is written: a choice's name, "2.5%", "第12个月"
    Text unit;                 ///< "万元", "个月"; empty where the value has none or names it itself
};

/// `branch` is what the schema says of values like this one, null where it says nothing; `money` is the scenario's
/// unit.
Reading value_reading(const scenario::Json& value, const scenario::Json* branch, results::Unit money);

} // namespace kdt::study
