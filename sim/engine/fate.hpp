#pragma once

#include "engine/state.hpp"

namespace kdt::engine {

/// The borrower's threshold E = −ln U.
double threshold_of(const random::Luck& luck, EntityId borrower);

/// Marks a multiplier in PathState that is worked out when it is asked for.
inline constexpr double kNotAsked = -1.0;

/// μ·λ of a class in a factor period: what one unit of seasoning adds to the accumulated hazard.
double hazard_per_season(const Model& model, PathState& state, std::size_t risk_class, int period);

/// Whether a borrower of the opening book is settled month by month: it has several loans, or an anchor.
inline bool is_settled_by_month(const OpeningBorrower& borrower) { return borrower.loans > 1 || borrower.anchor >= 0; }

/// What of a contract its borrower's default hangs on.
struct Exposure {
    std::uint32_t risk_class = 0;
    std::uint32_t sector = 0;
    int first_month = 1;
    int last_month = 0;
    int age_before = 0; ///< exposure months before the first

    int age_in(int month) const { return age_before + month - first_month + 1; }
};
inline Exposure exposure_of(const Loan& loan) {
    return {static_cast<std::uint32_t>(loan.risk_class), static_cast<std::uint32_t>(loan.kind.sector), loan.first_month,
            loan.last_month(), loan.age_before};
}

/// Settles when a borrower that has taken its first contract defaults, if within the horizon; `first_word` is the
/// leading word of its threshold draw.
void settle_new_borrower(const Model& model, PathState& state, std::size_t borrower, std::uint32_t first_word);

/// The same for a borrower of the opening book that screening has not passed over.
void settle_candidate(const Model& model, PathState& state, std::size_t borrower, std::uint32_t first_word);

/// When a borrower of the opening book defaults under its one contract; 0: not within the horizon. Nothing is changed.
int month_of_default(const Model& model, PathState& state, std::size_t borrower, const Exposure& loan);

/// The same for one that has several loans and no anchor.
int month_of_default(const Model& model, PathState& state, std::size_t borrower);

/// Settles again after a contract was added or an anchor defaulted: the same threshold, the hazard so far.
void settle_again(const Model& model, PathState& state, std::size_t borrower);

/// `given` dependence: the borrower defaults in the month stated for any of its loans, the earliest first.
void settle_as_given(PathState& state, std::size_t borrower, int month);

/// The borrower defaults in this month, whatever its luck: as is stated, or known already.
void settle_in(PathState& state, std::size_t borrower, int month);

/// To be called before a borrower or one of its loans changes: those of the opening book are restored for the next
/// path.
inline void touch(PathState& state, std::size_t borrower) {
    if (borrower >= state.opening.borrowers.size()) { return; }
    Borrower& changed = state.borrowers[borrower];
    if (changed.touched) { return; }
    changed.touched = true;
    state.touched.push_back(borrower);
}

/// The contract has ended: what is left of its line lapses.
inline void leave_books(PathState& state, Loan& loan) {
    touch(state, loan.borrower);
    loan.on_books = false;
    state.accounts.add_undrawn(loan.kind, -loan.undrawn);
}

/// Puts loans into entity order.
void sort_by_entity(const PathState& state, std::vector<std::size_t>& loans);

/// Adds the contract at a place, the latest of its borrower, to the borrower's chain.
void add_contract(PathState& state, std::size_t place);

/// Puts what falls due of it on the accounts, and its dates into their months; that its principal is outstanding is for
/// the caller to post.
void put_on_books(const Model& model, PathState& state, std::size_t place);

} // namespace kdt::engine
