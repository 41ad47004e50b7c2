#pragma once

#include "engine/state.hpp"

namespace kdt::engine {

/// Whether a breaker in force holds claims on loans of this kind.
bool claims_halted(const Model& model, const PathState& state, const Kind& kind);

/// Whether a breaker in force stops lending of this kind, by any scope but the bank's.
bool lending_halted(const Model& model, const PathState& state, const Kind& kind);

/// Whether a breaker in force stops lending at this bank.
bool bank_halted(const Model& model, const PathState& state, int bank);

/// Step 8: stops that run out, then the reviews due this month; the new states hold from the next.
void review_breakers(const Model& model, PathState& state, tally::PathScores& scores, int month);

/// The figures of the calendar year begin anew in January.
void start_year(const Model& model, PathState& state);

} // namespace kdt::engine
