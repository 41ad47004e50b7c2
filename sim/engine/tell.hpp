#pragma once

#include "engine/fate.hpp"
#include "engine/state.hpp"

// Helpers that pass events to a listener where there is one, and book the scores that belong to single events.
namespace kdt::engine {

/// To a listener that is there, with the pool as it now stands.
inline void deliver(PathState& state, Event& event) {
    event.pool_balance = state.pool.balance();
    state.listener->on(event);
}

/// A borrower's threshold as the trace shows it; 0 where nothing is drawn and it means nothing.
inline double told_threshold(const random::Luck& luck, EntityId borrower) {
    return luck.is_median() ? 0.0 : threshold_of(luck, borrower);
}

/// What happens to a loan, as far as all such events are alike.
inline Event event_of(int month, EventKind kind, const Loan& loan, Fen amount, Fen of = Fen{}) {
    return {.month = month, .kind = kind, .amount = amount, .of = of, .loan = loan.name, .where = loan.kind};
}

/// Tells of an amount that moved for a loan; nothing is told of 0.
inline void tell(PathState& state, int month, EventKind kind, const Loan& loan, Fen amount, Fen of = Fen{}) {
    if (state.listener == nullptr || amount == Fen{}) { return; }
    Event event = event_of(month, kind, loan, amount, of);
    deliver(state, event);
}

inline void tell_default(PathState& state, int month, const Loan& loan, Fen ead, double recovery_rate) {
    if (state.listener == nullptr) { return; }
    Event event = event_of(month, EventKind::default_event, loan, ead, loan.granted);
    event.luck = recovery_rate;
    deliver(state, event);
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

/// Tells of it; a part can lose nothing by rounding, of which nothing is told.
inline void tell_part(PathState& state, int month, EventKind kind, const Loan& loan, const PartTold& part) {
    if (state.listener == nullptr || part.amount <= Fen{}) { return; }
    Event event = event_of(month, kind, loan, part.amount, part.of);
    event.rule = part.rule;
    event.party = part.party;
    event.row = part.row;
    event.payer = part.payer;
    deliver(state, event);
}

/// What a rule takes from the pool's part.
struct CutTold {
    Fen amount;
    Fen filed;
    terms::Cut cut{};
    Rule rule{};
    int row = -1; ///< the layer's band
};

inline void tell_cut(PathState& state, int month, const Loan& loan, const CutTold& told) {
    if (state.listener == nullptr) { return; }
    Event event = event_of(month, EventKind::claim_cut, loan, told.amount, told.filed);
    event.cut = told.cut;
    event.rule = told.rule;
    event.row = told.row;
    deliver(state, event);
}

/// Tells of what another account pays of `paid` for the loan's bank.
inline void tell_transfer(PathState& state, int month, const Loan& loan, Fen amount, Fen paid, int giver) {
    if (amount == Fen{}) { return; }
    Event event = event_of(month, EventKind::account_transfer, loan, amount, paid);
    event.giver = giver;
    deliver(state, event);
}

/// Tells of a claim that a breaker holds.
inline void tell_held(PathState& state, int month, const Loan& loan, Fen amount, Fen basis, int breaker) {
    if (state.listener == nullptr) { return; }
    Event event = event_of(month, EventKind::claim_held, loan, amount, basis);
    event.halted_by = breaker;
    deliver(state, event);
}

/// Tells of what a named re-guarantor takes over.
inline void tell_ceded(PathState& state, int month, const Loan& loan, Fen amount, std::size_t reguarantor) {
    if (state.listener == nullptr || amount == Fen{}) { return; }
    Event event = event_of(month, EventKind::reguarantee_paid, loan, amount);
    event.payer = static_cast<int>(reguarantor);
    deliver(state, event);
}

/// Tells of what concerns no loan.
inline void tell_scheme(PathState& state, int month, EventKind kind, Fen amount, Fen of = Fen{}) {
    if (state.listener == nullptr || amount == Fen{}) { return; }
    Event event{.month = month, .kind = kind, .amount = amount, .of = of};
    deliver(state, event);
}

/// Break-even figures: what was granted, and the pool's share of it.
void score_granted(const Loan& loan, tally::PathScores& scores);

/// A default in the cohort (calendar quarter of the contract's grant) and age of its contract; opening loans have none.
void score_vintage(const Model& model, const Loan& loan, Fen ead, int month, tally::PathScores& scores);

/// Lending in its cohort.
void score_cohort_lent(const Model& model, const Loan& loan, tally::PathScores& scores);

} // namespace kdt::engine
