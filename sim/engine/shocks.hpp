#pragma once

#include "engine/state.hpp"

// What the stress block lets happen by name, and what an anchor's default does to its suppliers.
namespace kdt::engine {

/// Before the month's own defaults: those that the stress block states, entry by entry in file order. Each takes
/// borrowers with loans on the books that no entry before it has taken.
void strike(const Model& model, PathState& state, int month);

/// After the month's defaults: the suppliers of anchors among them are settled again, for their hazard rises from the
/// next month on.
void spread_contagion(const Model& model, PathState& state, int month);

/// Whether the stress block keeps the bank from lending in the month.
bool bank_stops(const Model& model, int bank, int month);

} // namespace kdt::engine
