#pragma once

#include "results/frame.hpp"
#include "results/json_reader.hpp"

namespace kdt::results {

/// What names and explains the figures, from summary.json's root.
Frame read_frame(const JsonPlace& root);

/// The part that summary.json and stress.json share: scenario and simulation.
Frame read_run(const JsonPlace& root);

} // namespace kdt::results
