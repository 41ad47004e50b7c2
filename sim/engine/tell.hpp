#pragma once

#include "engine/fate.hpp"
#include "engine/state.hpp"

// Helpers that pass events to a listener where there is one, and book the scores that belong to single events.
namespace kdt::engine {

/// To a listener that is there, with the pool as it now stands. What is told is out of the way of paths that nobody
/// listens to, here and in the functions below that end in `_now`.
[[gnu::cold]] void deliver(PathState& state, Event& event);

/// A borrower's threshold as the trace shows it; 0 where nothing is drawn and it means nothing.
inline double told_threshold(const random::Luck& luck, EntityId borrower) {
    return luck.is_median() ? 0.0 : threshold_of(luck, borrower);
}

/// What happens to a loan, as far as all such events are alike.
inline Event event_of(int month, EventKind kind, const Loan& loan, Fen amount, Fen of = Fen{}) {
    return {.month = month, .kind = kind, .amount = amount, .of = of, .loan = loan.name, .where = loan.kind};
}

[[gnu::cold]] void tell_now(PathState& state, int month, EventKind kind, const Loan& loan, Fen amount, Fen of);

/// Tells of an amount that moved for a loan; nothing is told of 0.
inline void tell(PathState& state, int month, EventKind kind, const Loan& loan, Fen amount, Fen of = Fen{}) {
    if (state.listener != nullptr && amount != Fen{}) { tell_now(state, month, kind, loan, amount, of); }
}

[[gnu::cold]] void tell_default_now(PathState& state, int month, const Loan& loan, Fen ead, double recovery_rate);

inline void tell_default(PathState& state, int month, const Loan& loan, Fen ead, double recovery_rate) {
    if (state.listener != nullptr) { tell_default_now(state, month, loan, ead, recovery_rate); }
}

/// What a rule takes from a party's part, or lets it bear first.
struct PartTold {
    terms::Party party{};
    Rule rule{};
    Fen amount;
    Fen of;
    int payer = -1; ///< the re-guarantor where it is one's
    int row = -1;   ///< the share row, or the layer's band, where it is the rule
};

[[gnu::cold]] void tell_part_now(PathState& state, int month, EventKind kind, const Loan& loan, const PartTold& part);

/// Tells of it; a part can lose nothing by rounding, of which nothing is told.
inline void tell_part(PathState& state, int month, EventKind kind, const Loan& loan, const PartTold& part) {
    if (state.listener != nullptr && part.amount > Fen{}) { tell_part_now(state, month, kind, loan, part); }
}

/// What a rule takes from the pool's part.
struct CutTold {
    Fen amount;
    Fen filed;
    terms::Cut cut{};
    Rule rule{};
    int row = -1; ///< the layer's band
};

[[gnu::cold]] void tell_cut_now(PathState& state, int month, const Loan& loan, const CutTold& told);

inline void tell_cut(PathState& state, int month, const Loan& loan, const CutTold& told) {
    if (state.listener != nullptr) { tell_cut_now(state, month, loan, told); }
}

/// Tells a listener that is there of what another account pays of `paid` for the loan's bank.
[[gnu::cold]] void tell_transfer(PathState& state, int month, const Loan& loan, Fen amount, Fen paid, int giver);

[[gnu::cold]] void tell_held_now(PathState& state, int month, const Loan& loan, Fen amount, Fen basis, int breaker);

/// Tells of a claim that a breaker holds.
inline void tell_held(PathState& state, int month, const Loan& loan, Fen amount, Fen basis, int breaker) {
    if (state.listener != nullptr) { tell_held_now(state, month, loan, amount, basis, breaker); }
}

[[gnu::cold]] void tell_ceded_now(PathState& state, int month, const Loan& loan, Fen amount, std::size_t reguarantor);

/// Tells of what a named re-guarantor takes over.
inline void tell_ceded(PathState& state, int month, const Loan& loan, Fen amount, std::size_t reguarantor) {
    if (state.listener != nullptr && amount != Fen{}) { tell_ceded_now(state, month, loan, amount, reguarantor); }
}

[[gnu::cold]] void tell_scheme_now(PathState& state, int month, EventKind kind, Fen amount, Fen of);

/// Tells of what concerns no loan.
inline void tell_scheme(PathState& state, int month, EventKind kind, Fen amount, Fen of = Fen{}) {
    if (state.listener != nullptr && amount != Fen{}) { tell_scheme_now(state, month, kind, amount, of); }
}

/// Break-even figures: what was granted, and the pool's share of it.
void score_granted(const Loan& loan, tally::PathScores& scores);

/// A default in the cohort (calendar quarter of the contract's grant) and age of its contract; opening loans have none.
void score_vintage(const Model& model, const Loan& loan, Fen ead, int month, tally::PathScores& scores);

/// Lending in its cohort.
void score_cohort_lent(const Model& model, const Loan& loan, tally::PathScores& scores);

} // namespace kdt::engine
