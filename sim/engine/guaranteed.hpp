#pragma once

#include "engine/state.hpp"

namespace kdt::engine {

/// What guarantor, insurer and re-guarantors answer for before anything happens in `month`: of every loan outstanding
/// the share that its row gives them. Counted only where a yearly limit is a rate of it.
void count_answered_for(const Model& model, PathState& state, int month);

} // namespace kdt::engine
