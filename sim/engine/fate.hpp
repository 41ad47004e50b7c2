#pragma once

#include "engine/state.hpp"

namespace kdt::engine {

/// The borrower's threshold E = −ln U.
double threshold_of(const random::Luck& luck, EntityId borrower);

/// Settles when a borrower defaults on the contracts it has, if within the horizon; `first_word` is the leading word of
/// its threshold draw.
void settle_new_borrower(const Model& model, PathState& state, std::size_t borrower, std::uint32_t first_word);

/// Settles again after a contract was added or an anchor defaulted: the same threshold, the hazard so far.
void settle_again(const Model& model, PathState& state, std::size_t borrower);

/// `given` dependence: the borrower defaults in the month stated for any of its loans, the earliest first.
void settle_as_given(PathState& state, std::size_t borrower, int month);

/// A stated default: in this month, whatever the borrower's luck.
void settle_by_decree(PathState& state, std::size_t borrower, int month);
/// The contract has ended: what is left of its line lapses.
inline void leave_books(PathState& state, Loan& loan) {
    loan.on_books = false;
    state.accounts.add_undrawn(loan.kind, -loan.undrawn);
}

/// Puts a loan of a new or known borrower on the books; returns its place.
std::size_t add_loan(const Model& model, PathState& state, const Loan& loan);

} // namespace kdt::engine
