#include "engine/tell.hpp"

namespace kdt::engine {
namespace {

/// The cohort of lending in a month.
std::size_t cohort_of(const Model& model, int month) { return model.cohort_of[static_cast<std::size_t>(month)]; }

} // namespace

void deliver(PathState& state, Event& event) {
    event.pool_balance = state.pool.balance();
    state.listener->on(event);
}

void tell_now(PathState& state, int month, EventKind kind, const Loan& loan, Fen amount, Fen of) {
    Event event = event_of(month, kind, loan, amount, of);
    deliver(state, event);
}

void tell_default_now(PathState& state, int month, const Loan& loan, Fen ead, double recovery_rate) {
    Event event = event_of(month, EventKind::default_event, loan, ead, loan.granted);
    event.luck = recovery_rate;
    deliver(state, event);
}

void tell_part_now(PathState& state, int month, EventKind kind, const Loan& loan, const PartTold& part) {
    Event event = event_of(month, kind, loan, part.amount, part.of);
    event.rule = part.rule;
    event.party = part.party;
    event.row = part.row;
    event.payer = part.payer;
    deliver(state, event);
}

void tell_cut_now(PathState& state, int month, const Loan& loan, const CutTold& told) {
    Event event = event_of(month, EventKind::claim_cut, loan, told.amount, told.filed);
    event.cut = told.cut;
    event.rule = told.rule;
    event.row = told.row;
    deliver(state, event);
}

void tell_transfer(PathState& state, int month, const Loan& loan, Fen amount, Fen paid, int giver) {
    if (amount == Fen{}) { return; }
    Event event = event_of(month, EventKind::account_transfer, loan, amount, paid);
    event.giver = giver;
    deliver(state, event);
}

void tell_held_now(PathState& state, int month, const Loan& loan, Fen amount, Fen basis, int breaker) {
    Event event = event_of(month, EventKind::claim_held, loan, amount, basis);
    event.halted_by = breaker;
    deliver(state, event);
}

void tell_ceded_now(PathState& state, int month, const Loan& loan, Fen amount, std::size_t reguarantor) {
    Event event = event_of(month, EventKind::reguarantee_paid, loan, amount);
    event.payer = static_cast<int>(reguarantor);
    deliver(state, event);
}

void tell_scheme_now(PathState& state, int month, EventKind kind, Fen amount, Fen of) {
    Event event{.month = month, .kind = kind, .amount = amount, .of = of};
    deliver(state, event);
}

void score_granted(const Loan& loan, tally::PathScores& scores) {
    const auto product = static_cast<std::size_t>(loan.kind.product);
    scores.granted_principal[product] += loan.granted.count;
    scores.pool_share_of_it[product] += static_cast<tally::Int128>(loan.granted.count) * loan.pool_part;
}

void score_vintage(const Model& model, const Loan& loan, Fen ead, int month, tally::PathScores& scores) {
    if (loan.first_month == 1) { return; } // granted at as_of or before
    const std::size_t cohort = cohort_of(model, loan.first_month - 1);
    const auto age = static_cast<std::size_t>(month - loan.first_month + 1);
    scores.cohort_defaulted[cohort * static_cast<std::size_t>(model.months) + age - 1] += ead.count;
}

void score_cohort_lent(const Model& model, const Loan& loan, tally::PathScores& scores) {
    scores.cohort_lent[cohort_of(model, loan.first_month - 1)] += loan.granted.count;
}

} // namespace kdt::engine
