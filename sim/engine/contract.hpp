#pragma once

#include "engine/state.hpp"

namespace kdt::engine {

/// The repayment schedule of a contract over so many months, as agreed: without extension or early repayment.
book::Schedule schedule_of(const Model& model, const Loan& loan, Fen principal, int months);

/// For how long a contract that is signed now runs: a renewal as long as the loan before it.
int tenor_of(const Model& model, const random::Luck& luck, const Loan& loan);

/// Where the product draws lives: draws whether the contract will be extended at maturity and in which month it is
/// repaid early, if it performs till then: one threshold each, keyed by the loan, so that its hazards and payments are
/// known from the start.
void draw_life(const Model& model, const random::Luck& luck, Loan& loan);

} // namespace kdt::engine
