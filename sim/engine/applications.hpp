#pragma once

#include "engine/capacity.hpp"
#include "engine/state.hpp"
#include "random/normal.hpp"

#include <cstdint>

// The applications of a month: how many come, in which order they are decided, and how much they ask for.
namespace kdt::engine {

/// A word of an application's luck: drawn ahead for four paths, or now where so many were not foreseen.
inline std::uint32_t word_of(const PathState& state, ApplicationDraw draw, const Application& application) {
    if (application.planned != kNotPlanned) { return state.shared.word(draw, application.planned); }
    return state.luck.word(kApplicationPurposes[static_cast<std::size_t>(draw)], application.entity);
}

inline double uniform_of(const PathState& state, ApplicationDraw draw, const Application& application) {
    return random::coarse_uniform_of(word_of(state, draw, application));
}

/// Fills `applications`, their `sizes` and the `turns` in which they are decided: by their draw of the order, those
/// that draw the same by row and ordinal.
void collect_applications(const Model& model, PathState& state, int month);

/// What is drawn of a line.
Fen drawing_of(const scenario::Product& product, Fen line);

/// What the application at a place of `applications` asks for.
Amount amount_of(const Model& model, const PathState& state, std::size_t place);

} // namespace kdt::engine
