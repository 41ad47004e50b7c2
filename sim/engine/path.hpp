#pragma once

#include "engine/state.hpp"

#include <cstdint>

namespace kdt::engine {

/// Simulates one path from as_of to the horizon into `scores`. `listener` may be null.
void run_path(const Model& model, std::uint64_t path, PathState& state, tally::PathScores& scores,
              Listener* listener = nullptr);

} // namespace kdt::engine
