#pragma once

#include "scenario/findings.hpp"
#include "scenario/json_text.hpp"
#include "scenario/shape.hpp"

namespace kdt::scenario {

/// Holds one number, text or flag against its node: how it is written, its bounds, its choices.
void check_scalar(const Json& value, const Json& node, const std::string& pointer, const Frame& frame,
                  Findings& findings);

/// What a node takes, for messages: "a rate such as 0.025 or "2.5%"".
Text wanted_value(const Json& node);

/// A hint for the commonest slips of type, such as a number in quotes.
Text advice_on_type(const Json& node, const Json& value);

} // namespace kdt::scenario
