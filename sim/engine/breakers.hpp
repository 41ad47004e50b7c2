#pragma once

#include "engine/state.hpp"

#include <optional>

namespace kdt::engine {

/// The first breaker in force, by place in Model::members, that does what the name says; nothing where none does.
using Halt = std::optional<int>;

/// Before the month's lending: finds what the breakers in force stop of it, for the two that follow.
void fix_halts(const Model& model, PathState& state);

/// Stops lending of this kind, by any scope but the bank's.
Halt lending_halted(const Model& model, const PathState& state, const Kind& kind);

/// Stops lending of this kind at its bank.
Halt bank_halted(const Model& model, const PathState& state, const Kind& kind);

/// Holds claims on loans of this kind.
Halt claims_halted(const Model& model, const PathState& state, const Kind& kind);

/// Step 8: stops that run out, then the reviews due this month; the new states hold from the next.
void review_breakers(const Model& model, PathState& state, tally::PathScores& scores, int month);

/// The figures of the calendar year begin anew in January.
void start_year(const Model& model, PathState& state);

} // namespace kdt::engine
