#pragma once

#include "engine/state.hpp"
#include "terms/cut.hpp"

// The rules between what a bank files and what the pool grants.
namespace kdt::engine {

/// Yearly figures start anew: at as_of and each January, before anything happens in the month.
void start_claims_year(const Model& model, PathState& state, int month);

/// What of the basis of a claim falling due now its bank's layer lets be shared, after the claims admitted in the
/// calendar year; the basis where it has none.
Fen shared_basis(const Model& model, const PathState& state, const Loan& loan, Fen basis);

/// `Band::place` of the band that decides that `shared_basis` is less than the basis.
int deciding_band(const Model& model, const PathState& state, const Loan& loan, Fen basis);

/// Takes the pool's part of a claim admitted now through the ceiling and the caps, and counts what is granted against
/// them and the basis against the layer. `parts` are the parts of what is shared of the basis.
terms::PoolPart cut_claim(const Model& model, PathState& state, const Loan& loan, Fen basis, Fen filed,
                          const terms::ByParty& parts);

/// What of an amount waits for January, and the cap that has least room for it.
struct PutOff {
    Fen amount;
    terms::Cut cap{}; ///< where it is more than 0
};

/// What of an amount granted finds no room this calendar year under the caps that let it wait, and tells of it; the
/// rest is counted against them.
PutOff put_off(const Model& model, PathState& state, const Loan& loan, Fen granted, Fen basis, int month);

/// Counts what is put off when a claim falls due.
void count_put_off(tally::PathScores& scores, const PutOff& deferred);

/// Books and tells of each cut of a claim with its rule.
void book_cuts(const Model& model, PathState& state, tally::PathScores& scores, const Loan& loan,
               const terms::PoolPart& part, Fen filed, int month);

/// January: what waits for the new year's cap finds room in order of payment.
void admit_deferred(const Model& model, PathState& state, int month);

} // namespace kdt::engine
