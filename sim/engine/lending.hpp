#pragma once

#include "engine/state.hpp"

namespace kdt::engine {

/// Steps 6 and 7: contracts that end early, are extended or mature, each with its renewal, in entity order; then
/// applications in an order drawn per application.
void lend(const Model& model, PathState& state, tally::PathScores& scores, int month);

} // namespace kdt::engine
