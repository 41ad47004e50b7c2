#pragma once

#include "engine/model.hpp"
#include "results/frame.hpp"
#include "scenario/load.hpp"

namespace kdt::study {

/// Everything that names and explains the figures of a run, from its input.
results::Frame frame_of(const scenario::Loaded& loaded, const engine::Model& model);

} // namespace kdt::study
