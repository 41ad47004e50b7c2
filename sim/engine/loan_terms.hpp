#pragma once

#include "engine/state.hpp"

// What a contract fixes at its grant: who pays what, and whether it is covered at all.
namespace kdt::engine {

/// The product the loan is of.
inline const scenario::Product& product_of(const Model& model, const Loan& loan) {
    return model.scenario.products[static_cast<std::size_t>(loan.kind.product)];
}

/// What it has in common with all loans of its product.
inline const ProductTerms& terms_of(const Model& model, const Loan& loan) {
    return model.product_terms[static_cast<std::size_t>(loan.kind.product)];
}

/// The shares of the loan's row, its add-ons included.
terms::Shares shares_of(const Model& model, const Loan& loan);

/// A basis split by the loan's row, its add-ons included.
terms::ByParty split_by_row(const Model& model, const Loan& loan, Fen basis);

/// Fixes row and add-ons of a contract granted now, from its facts and the borrower's.
void fix_shares(const Model& model, const PathState& state, Loan& loan, bool renewal);

/// What share rows and add-ons ask about a loan of the opening book, at its own grant.
terms::LoanFacts opening_facts(const scenario::TapeLoan& loan);

/// Tells of a claim filed by the pool's part, also where its row gives the pool none: with the share row, the add-ons
/// that hold, and what takes off of them.
void tell_filed(const Model& model, PathState& state, const Loan& loan, Fen filed, Fen basis, int month);

/// What is known of an opening loan, and of its renewals.
const OpeningLoan& opening_of(const Model& model, const Loan& loan);

/// Its row of the tape.
const scenario::TapeLoan& tape_row(const Model& model, const Loan& loan);

/// The yearly interest rate of the contract: a tape loan's own, else its product's.
Rate rate_of(const Model& model, const Loan& loan);

/// When the claim of a loan that defaults in `month` falls due. A layer of the lending of a year, or of the
/// balance at its end, is settled once a year, in the January after the month in which it else would.
int due_month(const Model& model, const Loan& loan, int month);

/// Why a default in `month` has no claim on anyone; nothing where it has.
std::optional<terms::Cut> not_covered(const Model& model, const PathState& state, const Loan& loan, int month);

} // namespace kdt::engine
