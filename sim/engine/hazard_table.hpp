#pragma once

#include "engine/fate.hpp"
#include "engine/state.hpp"

#include <optional>

// Hazards of many classes by composite factor, tabulated once: every path reads bounds of them in a row, and mostly
// learns from them in which month a borrower defaults.
namespace kdt::engine {

/// As a float that is not below it, so that a bound stays one.
float rounded_up(double value);

/// Fills Model::screening.table, where a table serves; its columns' classes are known by then.
void add_hazard_table(Model& model);

/// Points state.hazard_bounds at bounds from above for the path's economy, by period and column.
void read_bounds(const Model& model, PathState& state);

/// When a borrower of the opening book defaults under its one contract, 0: not within the horizon; nothing where bounds
/// do not tell, or there is no table.
std::optional<int> month_by_table(const Model& model, const PathState& state, std::size_t borrower,
                                  const Exposure& loan);

} // namespace kdt::engine
