#pragma once

#include "engine/state.hpp"

namespace kdt::engine {

/// Step 9: what stands at the end of a month; month 0 is the opening state.
void record_month(const Model& model, PathState& state, tally::PathScores& scores, int month);

/// Breakers and targets of the whole path.
void record_path(const Model& model, const PathState& state, tally::PathScores& scores);

} // namespace kdt::engine
