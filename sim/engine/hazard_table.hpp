#pragma once

#include "engine/state.hpp"

// Hazards of many classes by composite factor, tabulated once: every path reads bounds of them in a row.
namespace kdt::engine {

/// As a float that is not below it, so that a bound stays one.
float rounded_up(double value);

/// Fills Model::screening.table, where a table serves; classes, borrowers and theirs are known by then.
void add_hazard_table(Model& model);

/// Bounds from above for the path's economy by period and class.
std::span<const float* const> read_bounds(const Model& model, PathState& state);
/// The same by borrower, where that is what the table's columns are.
std::span<const HalfFloat* const> read_own_bounds(const Model& model, PathState& state);

} // namespace kdt::engine
