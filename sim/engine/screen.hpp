#pragma once

#include "engine/state.hpp"

// Most borrowers of the opening book live through the horizon on any path. Their thresholds are compared, many at a
// time, with a bound of their hazard; only those that may reach it are settled one by one.
namespace kdt::engine {

/// Fills Model::screening; the risk classes, borrowers and seasoning are known by then.
void add_screening(Model& model);

/// The borrowers of the opening book that may default on this path, into `state.candidates`, ascending; all who do are
/// among them.
void find_candidates(const Model& model, PathState& state);

} // namespace kdt::engine
