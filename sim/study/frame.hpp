#pragma once

#include "engine/model.hpp"
#include "engine/simulate.hpp"
#include "results/frame.hpp"
#include "scenario/load.hpp"

namespace kdt::study {

/// Everything that names and explains the figures of a run, from its input.
results::Frame frame_of(const scenario::Loaded& loaded, const engine::Model& model);

/// The same with how exactly they are known, once its paths have run.
results::Frame frame_of(const scenario::Loaded& loaded, const engine::Model& model, const engine::Outcome& outcome);

} // namespace kdt::study
