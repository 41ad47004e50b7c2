#pragma once

#include "engine/state.hpp"
#include "terms/cut.hpp"

// The rules between what a bank files and what the pool grants.
namespace kdt::engine {

/// Yearly figures start anew: at as_of and each January, before anything happens in the month.
void start_claims_year(const Model& model, PathState& state);

/// What of the basis of a claim falling due now lies in its bank's layer, after the claims admitted in the calendar
/// year; the basis where it has none.
Fen shared_basis(const Model& model, const PathState& state, const Loan& loan, Fen basis);

/// Takes the pool's part of a claim admitted now through the ceiling and the caps, and counts what is granted against
/// them and the basis against the layer. `parts` are the parts of what is shared of the basis.
terms::PoolPart cut_claim(const Model& model, PathState& state, const Loan& loan, Fen basis, Fen filed,
                          const terms::ByParty& parts);

/// What of an amount finds no room under the scheme's cap of this calendar year; the rest is counted against it.
Fen beyond_yearly_cap(const Model& model, PathState& state, Fen granted);

/// Books and tells of each cut of a claim with its rule.
void book_cuts(const Model& model, PathState& state, tally::PathScores& scores, const Loan& loan,
               const terms::PoolPart& part, Fen filed, int month);

/// January: what waits for the new year's cap finds room in order of payment.
void admit_deferred(const Model& model, PathState& state, int month);

} // namespace kdt::engine
