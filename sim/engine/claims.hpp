#pragma once

#include "engine/state.hpp"

namespace kdt::engine {

/// Step 2: receipts of the month on earlier months' defaults, split and booked.
void receive_recoveries(const Model& model, PathState& state, int month);

/// Step 4: borrowers whose month has come default with all their loans; a workout share at month 0 is received.
void default_loans(const Model& model, PathState& state, tally::PathScores& scores, int month);

/// Step 5: claims, those waiting first, then those falling due.
void settle_claims(const Model& model, PathState& state, tally::PathScores& scores, int month);

} // namespace kdt::engine
