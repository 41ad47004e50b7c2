#pragma once

#include "engine/state.hpp"

// What a contract fixes at its grant: who pays what, and whether it is covered at all.
namespace kdt::engine {

/// The product the loan is of.
const scenario::Product& product_of(const Model& model, const Loan& loan);

/// The shares of the loan's row, its add-ons included.
terms::Shares shares_of(const Model& model, const Loan& loan);

/// Fixes row and add-ons of a contract granted now, from its facts and the borrower's.
void fix_shares(const Model& model, const PathState& state, Loan& loan, bool renewal);

/// The yearly interest rate of the contract: a tape loan's own, else its product's.
Rate rate_of(const Model& model, const Loan& loan);

/// Why a default in `month` has no claim on anyone; nothing where it has.
std::optional<terms::Cut> not_covered(const Model& model, const PathState& state, const Loan& loan, int month);

} // namespace kdt::engine
