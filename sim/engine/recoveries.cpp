#include "engine/claims.hpp"
#include "engine/fate.hpp"
#include "engine/fetch.hpp"
#include "engine/loan_terms.hpp"
#include "engine/tell.hpp"
#include "scenario/stressed.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::engine {
namespace {

using random::Purpose;
using terms::Party;

/// While the claim is not due, the pool's expected part follows what has been received.
void update_pending(const Model& model, PathState& state, DefaultedLoan& defaulted) {
    if (defaulted.barred) { return; }
    const Loan& loan = state.loans[defaulted.loan];
    const Fen expected = split_by_row(model, loan, defaulted.basis())[Party::pool];
    state.accounts.post(loan.kind, Measure::claims_pending, expected - defaulted.pending);
    defaulted.pending = expected;
}

void book_receipt(const Model& model, PathState& state, DefaultedLoan& defaulted, Fen net, int month) {
    const Loan& loan = state.loans[defaulted.loan];
    Accounts& accounts = state.accounts;
    const scenario::Product& product = product_of(model, loan);
    const Fen deferred = defaulted.claim.deferred;
    const pool::RecoveryShare share =
        pool::split_recovery(defaulted.claim, net, product.recovery_split, product.public_ceiling);
    accounts.post(loan.kind, Posting{Measure::recoveries, net}, Posting{Measure::loss_to_date, -net});
    if (share.received[Party::bank] != net) {
        accounts.post(loan.kind, Posting{Measure::recoveries_to_pool, share.received[Party::pool]},
                      Posting{Measure::guarantor_net_loss, -share.received[Party::guarantor]},
                      Posting{Measure::insurer_net_loss, -share.received[Party::insurer]},
                      Posting{Measure::reguarantee_net_loss, -share.received[Party::reguarantee]});
    }
    if (share.cancelled != Fen{}) {
        accounts.post(loan.kind, Posting{Measure::claims_cancelled, share.cancelled},
                      Posting{Measure::claims_waiting, -share.cancelled},
                      Posting{Measure::claims_deferred, defaulted.claim.deferred - deferred});
    }
    state.pool.recover(share.received[Party::pool]);
    state.sub_accounts.receive(loan.kind.bank, share.received[Party::pool]);
    tell(state, month, EventKind::recovery_bank, loan, share.received[Party::bank], net);
    tell(state, month, EventKind::recovery_pool, loan, share.received[Party::pool], net);
    tell(state, month, EventKind::recovery_guarantor, loan, share.received[Party::guarantor], net);
    tell(state, month, EventKind::recovery_insurer, loan, share.received[Party::insurer], net);
    tell(state, month, EventKind::recovery_reguarantee, loan, share.received[Party::reguarantee], net);
    tell(state, month, EventKind::claim_cancelled, loan, share.cancelled, net);
}

Fen net_of_cost(const Model& model, Fen gross) { return gross - round_part(gross, model.scenario.recovery.cost_rate); }

/// One workout point of one default: what comes in beyond what had come in before.
void receive(const Model& model, PathState& state, DefaultedLoan& defaulted, const scenario::WorkoutPoint& point,
             int month) {
    const Loan& loan = state.loans[defaulted.loan];
    const Fen by_now = round_part(defaulted.gross_total, Rate{point.cumulative_share});
    const Fen gross = by_now - defaulted.gross_received;
    const Fen net = net_of_cost(model, gross);
    const int last = model.scenario.recovery.last_month();
    const bool workout_ends = point.month == last;
    if (last > 0) {
        // The workout's end takes the rest of the bad balance off, recovered or not.
        const Fen still_bad = defaulted.ead - defaulted.gross_received;
        state.accounts.post(loan.kind, Measure::bad_balance, -(workout_ends ? still_bad : gross));
    }
    defaulted.gross_received = by_now;
    defaulted.net_received += net;
    tell(state, month, EventKind::recovery_cost, loan, gross - net, gross);
    book_receipt(model, state, defaulted, net, month);
    if (defaulted.claim.state == pool::ClaimState::not_due && defaulted.due_month > month) {
        update_pending(model, state, defaulted);
    }
}

/// All net receipts of a default, whenever they come.
Fen ultimate_recovery(const Model& model, Fen gross_total) {
    Fen before;
    Fen net;
    for (const auto& point : model.scenario.recovery.workout) {
        const Fen by_now = round_part(gross_total, Rate{point.cumulative_share});
        net += net_of_cost(model, by_now - before);
        before = by_now;
    }
    return net;
}

double recovery_rate(const Model& model, const PathState& state, const Loan& loan, int month) {
    const scenario::Recovery& recovery = model.scenario.recovery;
    double plain = recovery.mean;
    if (loan.name.opening >= 0) {
        const OpeningLoan& opening = model.opening[static_cast<std::size_t>(loan.name.opening)];
        if (opening.given_recovery) { return *opening.given_recovery; }
        plain = opening.recovery;
    }
    double mean = scenario::stressed_recovery(plain, model.scenario.stress.recovery_multiplier);
    if (recovery.cycle_link == scenario::CycleLink::frye_jacobs) {
        const RiskClass& risk = model.classes[loan.risk_class];
        const auto place = static_cast<std::size_t>(risk.sector * model.periods + model.period_of(month));
        mean = 1.0 - credit::conditional_lgd(risk.model, 1.0 - mean, state.economy[place]);
    }
    if (state.luck.is_median()) { return mean; }
    return std::visit(
        [&](const auto& law) {
            return law.at(law.kDraws ? state.luck.uniform(Purpose::recovery, loan.entity) : 0.5, mean);
        },
        model.recovery);
}

void default_one(const Model& model, PathState& state, tally::PathScores& scores, std::size_t place, int month) {
    Loan& loan = state.loans[place];
    leave_books(state, loan);
    const auto& product = model.scenario.products[static_cast<std::size_t>(loan.kind.product)];
    const scenario::Recovery& recovery = model.scenario.recovery;

    DefaultedLoan& defaulted = state.defaults.emplace_back();
    defaulted.loan = place;
    defaulted.month = month;
    defaulted.due_month = due_month(model, loan, month);
    defaulted.ead = state.accounts.drop_schedule(loan.kind, loan.schedule, loan.first_month, month);
    const double rate = recovery_rate(model, state, loan, month);
    defaulted.interest = product.claim.accrued_interest(defaulted.ead, rate_of(model, loan));
    defaulted.barred = not_covered(model, state, loan, month);
    defaulted.gross_total = round_part(defaulted.ead, Rate{rate});

    Accounts& accounts = state.accounts;
    const Fen ultimate_loss = defaulted.ead - ultimate_recovery(model, defaulted.gross_total);
    accounts.post(loan.kind, Posting{Measure::defaulted_principal, defaulted.ead},
                  Posting{Measure::loss_to_date, defaulted.ead}, Posting{Measure::credit_loss, ultimate_loss},
                  Posting{Measure::bad_balance, recovery.last_month() > 0 ? defaulted.ead : Fen{}});
    score_vintage(model, loan, defaulted.ead, month, scores);
    tell_default(state, month, loan, defaulted.ead, rate);
    if (recovery.workout.front().month == 0) { receive(model, state, defaulted, recovery.workout.front(), month); }
    if (defaulted.due_month > month) { update_pending(model, state, defaulted); }
}

/// What the default of a loan asks of the opening book.
void fetch_terms(const Model& model, const Loan& loan) {
    if (loan.name.opening >= 0) { fetch(opening_of(model, loan)); }
}

} // namespace

void receive_recoveries(const Model& model, PathState& state, int month) {
    for (const auto& point : model.scenario.recovery.workout) {
        const int default_month = month - point.month;
        if (point.month == 0 || default_month < 1) { continue; }
        const auto bucket = static_cast<std::size_t>(default_month);
        for (std::size_t i = state.first_default[bucket]; i < state.first_default[bucket + 1]; ++i) {
            receive(model, state, state.defaults[i], point, month);
        }
    }
}

void default_loans(const Model& model, PathState& state, tally::PathScores& scores, int month) {
    auto& loans = state.this_month;
    loans.clear();
    const std::vector<std::size_t>& bucket = state.defaulting[static_cast<std::size_t>(month)];
    for (const std::size_t place : bucket) { fetch(state.borrowers[place]); }
    for (const std::size_t place : bucket) {
        Borrower& borrower = state.borrowers[place];
        if (borrower.defaulted || borrower.default_month != month) { continue; }
        borrower.defaulted = true;
        each_contract(state.loans, borrower, [&](std::size_t loan) {
            if (state.loans[loan].on_books) { loans.push_back(loan); }
            fetch_terms(model, state.loans[loan]);
        });
    }
    sort_by_entity(state, loans);
    state.first_default[static_cast<std::size_t>(month)] = state.defaults.size();
    for (std::size_t loan : loans) { default_one(model, state, scores, loan, month); }
    state.first_default[static_cast<std::size_t>(month) + 1] = state.defaults.size();
}

} // namespace kdt::engine
