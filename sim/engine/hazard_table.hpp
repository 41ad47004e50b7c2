#pragma once

#include "engine/state.hpp"

// Hazards of many classes by composite factor, tabulated once: every path reads bounds of them in a row.
namespace kdt::engine {

/// As a float that is not below it, so that a bound stays one.
float rounded_up(double value);

/// Fills Model::screening.table, where a table serves; classes, borrowers and theirs are known by then.
void add_hazard_table(Model& model);

/// Points state.hazard_bounds at bounds from above for the path's economy, by period and column.
void read_bounds(const Model& model, PathState& state);

} // namespace kdt::engine
