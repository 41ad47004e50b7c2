#pragma once

#include "engine/state.hpp"

#include <cstdint>

namespace kdt::engine {

/// The innovations of a scrambled Sobol sequence's coordinates: the first that move a factor, by time. Beyond so many
/// the net's later coordinates are no better than independent draws at any affordable number of points.
inline constexpr std::size_t kMostCoordinates = 64;

/// Draws the innovations of the path's factors into the state, by the scenario's method: `plain` from the path's own
/// luck; `tilt` moved by Model::tilt on half of the paths; `sobol` point path ÷ 32 in scrambling path mod 32.
/// Gives the likelihood ratio of the path in units of tally::kUnitWeight.
///
/// The mixture ½N(0,I) + ½N(θ,I) has the ratio 2 ÷ (1 + exp(θ·ε − θ·θ/2)) ≤ 2 (Hesterberg 1995; Owen & Zhou 2000).
std::int64_t draw_innovations(const Model& model, PathState& state);

/// Places of the innovations that move a factor, in order, the first kMostCoordinates of them.
std::vector<std::size_t> sobol_places(const credit::Factors& factors);

/// The sequence for those of the model; nothing unless its method is `sobol`.
std::optional<random::ScrambledSobol> sobol_of(const Model& model);

} // namespace kdt::engine
