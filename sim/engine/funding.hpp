#pragma once

#include "engine/state.hpp"

namespace kdt::engine {

/// The pool as it stands at as_of.
void open_pool(const Model& model, PathState& state);

/// 1 January: a commitment's unused limit lapses or is kept, and the new year's stands. The first year's limit is whole
/// from as_of, so that a run that begins in January has nothing to renew.
void renew_commitment(const Model& model, PathState& state, int month);

/// Step 1: interest, dated top-ups, refills.
void fund(const Model& model, PathState& state, int month);

/// What was paid for a loan leaves the account of its bank, or those that may pay for it.
void take_from_account(PathState& state, const Loan& loan, Fen paid, int month);

/// Before the month is recorded: what the commitment paid in it, what went back to the treasury, and the funders'
/// parts.
void settle_funding(const Model& model, PathState& state, int month);

} // namespace kdt::engine
