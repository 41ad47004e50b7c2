#pragma once

#include "base/month.hpp"
#include "scenario/findings.hpp"
#include "scenario/json_text.hpp"
#include "scenario/scenario.hpp"

namespace kdt::scenario {

/// What a value's reading rests on, taken from the top of the scenario; defaults where they are missing or wrong.
struct Frame {
    std::optional<CalendarMonth> as_of;
    Unit unit = Unit::wan;
};
Frame frame_of(const Json& root);

/// Holds the document against the schema: unknown keys, missing ones, types, bounds, choices, ids and references to
/// ids. Walks in file order and goes on after a mistake.
void check_shape(const Json& root, const Json& schema, const Frame& frame, Findings& findings);

/// What an id may look like: 1–40 characters without / ~ = @ < > and what unfit_in() finds.
bool is_id(const std::string& text);

} // namespace kdt::scenario
