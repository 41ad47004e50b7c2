#include "engine/claims.hpp"

#include "engine/breakers.hpp"
#include "engine/cuts.hpp"
#include "engine/funding.hpp"
#include "engine/loan_terms.hpp"
#include "engine/other_parties.hpp"
#include "engine/tell.hpp"
#include "terms/share_table.hpp"

#include <algorithm>

namespace kdt::engine {
namespace {

using random::Purpose;
using terms::Party;

pool::Shortfall on_shortfall(const Model& model) {
    return model.scenario.pool.on_shortfall == scenario::OnShortfall::queue ? pool::Shortfall::queue
                                                                            : pool::Shortfall::bank_bears;
}

/// Nobody but the bank bears anything of the claim.
void leave_to_bank(DefaultedLoan& defaulted, Fen basis) {
    terms::ByParty granted;
    granted[Party::bank] = basis;
    pool::file_claim(defaulted.claim, basis, granted);
}

void book_filed(PathState& state, const Loan& loan, Fen filed, Fen basis, int month) {
    state.accounts.post(loan.kind, Measure::claims_filed, filed);
    tell(state, month, EventKind::claim_filed, loan, filed, basis);
}

/// A claim that is not covered, or rejected.
void turn_down(const Model& model, PathState& state, tally::PathScores& scores, DefaultedLoan& defaulted, int month) {
    const Loan& loan = state.loans[defaulted.loan];
    const Fen basis = defaulted.basis();
    const Fen filed = terms::split_basis(basis, shares_of(model, loan))[Party::pool];
    book_filed(state, loan, filed, basis, month);
    leave_to_bank(defaulted, basis);
    if (defaulted.barred) {
        terms::PoolPart none{filed};
        none.keep_at_most(Fen{}, *defaulted.barred);
        return book_cuts(state, scores, loan, none, filed, month);
    }
    state.accounts.post(loan.kind, Measure::claims_rejected, filed);
    tell(state, month, EventKind::claim_rejected, loan, filed, basis);
}

/// A claim that is admitted: first losses, shares of what lies in the layer, limits, cuts. The other parties pay at
/// once, the pool's part waits for its turn.
void grant(const Model& model, PathState& state, tally::PathScores& scores, std::size_t place, int month) {
    DefaultedLoan& defaulted = state.defaults[place];
    const Loan& loan = state.loans[defaulted.loan];
    const terms::Shares shares = shares_of(model, loan);
    const Fen basis = defaulted.basis();
    const Fen shared = shared_basis(model, state, loan, basis);
    const terms::ByParty first = first_losses(model, state, shared);
    const Fen borne = first[Party::guarantor] + first[Party::insurer];
    const Fen filed = terms::split_basis(basis - borne, shares)[Party::pool];
    book_filed(state, loan, filed, basis, month);

    terms::ByParty parts = terms::split_basis(shared - borne, shares);
    parts[Party::guarantor] += first[Party::guarantor];
    parts[Party::insurer] += first[Party::insurer];
    parts[Party::bank] += basis - shared;
    settle_other_parties(model, state, loan, parts, month);
    const terms::PoolPart part = cut_claim(model, state, loan, basis, filed, parts);
    parts[Party::bank] += parts[Party::pool] - part.left;
    parts[Party::pool] = part.left;
    book_cuts(state, scores, loan, part, filed, month);

    const auto& claim = model.scenario.products[static_cast<std::size_t>(loan.kind.product)].claim;
    const Fen closed = part.left - claim.fallen_due(part.left, 0);
    pool::file_claim(defaulted.claim, basis, parts, beyond_yearly_cap(model, state, part.left), closed);
    tell(state, month, EventKind::claim_deferred, loan, defaulted.claim.deferred, basis);
    if (part.left > Fen{}) {
        state.accounts.post(loan.kind, Measure::claims_waiting, part.left);
        state.waiting.push_back(place);
    }
}

void file(const Model& model, PathState& state, tally::PathScores& scores, std::size_t place, int month) {
    DefaultedLoan& defaulted = state.defaults[place];
    const Loan& loan = state.loans[defaulted.loan];
    state.accounts.post(loan.kind, Measure::claims_pending, -defaulted.pending);
    defaulted.pending = Fen{};
    const auto& claim = model.scenario.products[static_cast<std::size_t>(loan.kind.product)].claim;
    const double chance = claim.rejection_probability;
    const bool rejected = chance > 0.0 && state.luck.coarse_uniform(Purpose::rejection, loan.entity) < chance;
    if (defaulted.barred || rejected) { return turn_down(model, state, scores, defaulted, month); }
    grant(model, state, scores, place, month);
}

/// Claims falling due this month, in order of default month and entity, join the queue behind those waiting.
void file_due_claims(const Model& model, PathState& state, tally::PathScores& scores, int month) {
    auto& due = state.this_month;
    due.clear();
    const int last_workout = model.scenario.recovery.last_month();
    for (int product = 0; product < model.groups.products; ++product) {
        const auto& claim = model.scenario.products[static_cast<std::size_t>(product)].claim;
        const int default_month = month - claim.due_month(0, last_workout);
        if (default_month < 1) { continue; }
        const auto bucket = static_cast<std::size_t>(default_month);
        for (std::size_t i = state.first_default[bucket]; i < state.first_default[bucket + 1]; ++i) {
            if (state.loans[state.defaults[i].loan].kind.product == product) { due.push_back(i); }
        }
    }
    // `defaults` stands in order of default month and entity: its places are that order.
    std::sort(due.begin(), due.end());
    for (std::size_t place : due) { file(model, state, scores, place, month); }
}

/// Instalments of waiting claims fall due.
void open_instalments(const Model& model, PathState& state, int month) {
    for (std::size_t place : state.waiting) {
        DefaultedLoan& defaulted = state.defaults[place];
        pool::Claim& claim = defaulted.claim;
        if (claim.closed == Fen{}) { continue; }
        const auto product = static_cast<std::size_t>(state.loans[defaulted.loan].kind.product);
        const terms::ClaimTerms& terms = model.scenario.products[product].claim;
        const int since_due = month - defaulted.due_month;
        const Fen opened =
            terms.fallen_due(claim.accepted, since_due) - terms.fallen_due(claim.accepted, since_due - 1);
        claim.closed -= smaller(claim.closed, opened);
    }
}

/// Pays one claim that no breaker holds; returns what found no money.
Fen pay(const Model& model, PathState& state, DefaultedLoan& defaulted, int month) {
    const Loan& loan = state.loans[defaulted.loan];
    const pool::PoolPayment payment =
        pool::pay_claim(defaulted.claim, state.pool, on_shortfall(model), state.sub_accounts.at_hand(loan.kind.bank));
    take_from_account(state, loan, payment.paid, month);
    const bool waits = model.scenario.pool.on_shortfall == scenario::OnShortfall::queue;
    state.accounts.post(loan.kind, Measure::claims_paid, payment.paid);
    state.accounts.post(loan.kind, Measure::claims_waiting, -payment.paid);
    tell(state, month, EventKind::claim_paid, loan, payment.paid, defaulted.claim.basis);
    if (!waits) {
        state.accounts.post(loan.kind, Measure::claims_waiting, -payment.missing);
        state.accounts.post(loan.kind, Measure::claims_to_bank, payment.missing);
    }
    tell(state, month, waits ? EventKind::claim_waits : EventKind::claim_to_bank, loan, payment.missing,
         defaulted.claim.basis);
    return payment.missing;
}

bool settled(const PathState& state, std::size_t place) { return state.defaults[place].claim.waiting == Fen{}; }

} // namespace

void settle_claims(const Model& model, PathState& state, tally::PathScores& scores, int month) {
    open_instalments(model, state, month);
    admit_deferred(model, state, month);
    file_due_claims(model, state, scores, month);
    Fen waiting_for_money;
    bool short_of_money = false;
    for (std::size_t place : state.waiting) {
        DefaultedLoan& defaulted = state.defaults[place];
        if (defaulted.claim.payable() == Fen{}) { continue; }
        const Loan& loan = state.loans[defaulted.loan];
        if (const Halt breaker = claims_halted(model, state, loan.kind)) {
            tell_held(state, month, loan, defaulted.claim.payable(), defaulted.claim.basis, *breaker);
            continue;
        }
        const Fen missing = pay(model, state, defaulted, month);
        short_of_money = short_of_money || missing > Fen{};
        waiting_for_money += defaulted.claim.payable();
    }
    std::erase_if(state.waiting, [&](std::size_t place) { return settled(state, place); });

    if (short_of_money && scores.depleted_month == 0) { scores.depleted_month = month; }
    state.worst_shortfall =
        larger(state.worst_shortfall, state.accounts.scheme(Measure::claims_to_bank) + waiting_for_money);
    state.base_after_claims = state.pool.base();
    state.sub_accounts.read_banks(state.account_after_claims);
}

} // namespace kdt::engine
