#pragma once

#include "engine/state.hpp"

// The opening book at the start of a path. What is the same on all paths is worked out once; a path is given back what
// the one before it changed.
namespace kdt::engine {

/// Puts the opening book on the books of a new state and remembers it.
void remember_opening(const Model& model, PathState& state);

/// Brings loans, borrowers and accounts back to as_of; nothing has defaulted.
void restore_contracts(PathState& state);

/// The same with all dates.
void restore_opening(PathState& state);

/// Draws what of the opening book's contracts is drawn, and settles who of it defaults when.
void draw_opening(const Model& model, PathState& state);

} // namespace kdt::engine
