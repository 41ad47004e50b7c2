#include "engine/claims.hpp"

#include "engine/breakers.hpp"
#include "engine/capacity.hpp"
#include "engine/cuts.hpp"
#include "engine/funding.hpp"
#include "engine/loan_terms.hpp"
#include "engine/other_parties.hpp"
#include "engine/tell.hpp"

#include <algorithm>

namespace kdt::engine {
namespace {

using random::Purpose;
using terms::Party;

constexpr int kYearOfClaims = 12;

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

/// How the parties share what a claim falling due now is made on, before limits and cuts.
struct Sharing {
    Fen basis;
    Fen shared;           ///< what of it the bank's layer lets be shared
    int band = -1;        ///< which of its bands decides that it is not all, for who listens
    terms::ByParty first; ///< first losses
    terms::ByParty whole; ///< the parts if all of the basis were shared
    terms::ByParty parts; ///< sum to the basis
    Fen filed;            ///< the pool's part of `whole`
};

terms::ByParty with_first_losses(const Model& model, const Loan& loan, Fen amount, const terms::ByParty& first) {
    terms::ByParty parts = split_by_row(model, loan, amount - first[Party::guarantor] - first[Party::insurer]);
    parts[Party::guarantor] += first[Party::guarantor];
    parts[Party::insurer] += first[Party::insurer];
    return parts;
}

/// Nobody's part is more than if all of the basis were shared: what rounding would add to it is the bank's.
void hold_to_whole(const terms::ByParty& whole, terms::ByParty& parts) {
    for (const Party party : {Party::pool, Party::guarantor, Party::insurer, Party::reguarantee}) {
        const Fen kept = smaller(parts[party], whole[party]);
        parts[Party::bank] += parts[party] - kept;
        parts[party] = kept;
    }
}

Sharing share_out(const Model& model, const PathState& state, const DefaultedLoan& defaulted) {
    const Loan& loan = state.loans[defaulted.loan];
    Sharing out;
    out.basis = defaulted.basis();
    out.shared = shared_basis(model, state, loan, out.basis);
    if (state.listener != nullptr && out.shared < out.basis) {
        out.band = deciding_band(model, state, loan, out.basis);
    }
    if (!terms_of(model, loan).is_pools_alone) {
        out.first = first_losses(model, state, shares_of(model, loan), out.shared);
    }
    out.whole = with_first_losses(model, loan, out.basis, out.first);
    out.parts = out.whole;
    if (out.shared < out.basis) {
        out.parts = with_first_losses(model, loan, out.shared, out.first);
        hold_to_whole(out.whole, out.parts);
        out.parts[Party::bank] += out.basis - out.shared;
    }
    out.filed = out.whole[Party::pool];
    return out;
}

void book_filed(const Model& model, PathState& state, const Loan& loan, const Sharing& sharing, int month) {
    state.accounts.post(loan.kind, Measure::claims_filed, sharing.filed);
    tell_filed(model, state, loan, sharing.filed, sharing.basis, month);
}

/// Tells what a rule takes from the parts of the others than the pool.
void tell_parts_cut(PathState& state, const Loan& loan, const terms::ByParty& whole, const terms::ByParty& left,
                    Rule rule, int month, int row = -1) {
    if (state.listener == nullptr) { return; }
    for (const Party party : {Party::guarantor, Party::insurer, Party::reguarantee}) {
        tell_part(state, month, EventKind::part_cut, loan,
                  {party, rule, whole[party] - left[party], whole[party], -1, row});
    }
}

Rule rule_against(const DefaultedLoan& defaulted) {
    if (!defaulted.barred) { return Rule::rejection; }
    return *defaulted.barred == terms::Cut::covered ? Rule::covered : Rule::lock_in;
}

/// A claim that is not covered, or rejected.
void turn_down(const Model& model, PathState& state, tally::PathScores& scores, DefaultedLoan& defaulted, int month) {
    const Loan& loan = state.loans[defaulted.loan];
    const Sharing sharing = share_out(model, state, defaulted);
    book_filed(model, state, loan, sharing, month);
    leave_to_bank(defaulted, sharing.basis);
    if (defaulted.barred) {
        terms::PoolPart none{sharing.filed};
        none.keep_at_most(Fen{}, *defaulted.barred);
        book_cuts(model, state, scores, loan, none, sharing.filed, month);
    } else {
        state.accounts.post(loan.kind, Measure::claims_rejected, sharing.filed);
        tell(state, month, EventKind::claim_rejected, loan, sharing.filed, sharing.basis);
    }
    tell_parts_cut(state, loan, sharing.whole, terms::ByParty{}, rule_against(defaulted), month);
}

/// A claim that is admitted: limits, cuts. The other parties pay at once, the pool's part waits for its turn.
void grant(const Model& model, PathState& state, tally::PathScores& scores, std::size_t place, int month) {
    DefaultedLoan& defaulted = state.defaults[place];
    const Loan& loan = state.loans[defaulted.loan];
    const Sharing sharing = share_out(model, state, defaulted);
    book_filed(model, state, loan, sharing, month);
    tell_parts_cut(state, loan, sharing.whole, sharing.parts, Rule::layer, month, sharing.band);

    terms::ByParty parts = sharing.parts;
    settle_other_parties(model, state, loan, sharing.first, sharing.basis, parts, month);
    terms::PoolPart part = cut_claim(model, state, loan, sharing.basis, sharing.filed, parts);
    part.band = sharing.band;
    parts[Party::bank] += parts[Party::pool] - part.left;
    parts[Party::pool] = part.left;
    book_cuts(model, state, scores, loan, part, sharing.filed, month);

    const Fen closed = part.left - product_of(model, loan).claim.fallen_due(part.left, 0);
    const PutOff deferred = put_off(model, state, loan, part.left, sharing.basis, month);
    count_put_off(scores, deferred);
    pool::file_claim(defaulted.claim, sharing.basis, parts, deferred.amount, closed);
    if (part.left > Fen{}) {
        state.accounts.post(loan.kind, Posting{Measure::claims_waiting, part.left},
                            Posting{Measure::claims_deferred, deferred.amount});
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

/// Claims of a product that fall due this month: those that defaulted its lag before, in January also those of a year
/// that is settled at once.
void collect_due(const Model& model, PathState& state, int product, int month) {
    const terms::ClaimTerms& claim = model.scenario.products[static_cast<std::size_t>(product)].claim;
    const int latest = month - claim.due_month(0, model.scenario.recovery.last_month());
    const bool new_year = model.calendar_month(month) == 1;
    for (int defaulted_in = std::max(1, new_year ? latest - kYearOfClaims : latest); defaulted_in <= latest;
         ++defaulted_in) {
        const auto bucket = static_cast<std::size_t>(defaulted_in);
        for (std::size_t i = state.first_default[bucket]; i < state.first_default[bucket + 1]; ++i) {
            const DefaultedLoan& defaulted = state.defaults[i];
            const bool of_product = state.loans[defaulted.loan].kind.product == product;
            if (of_product && defaulted.due_month == month) { state.this_month.push_back(i); }
        }
    }
}

/// Claims falling due this month, in order of default month and entity, join the queue behind those waiting.
void file_due_claims(const Model& model, PathState& state, tally::PathScores& scores, int month) {
    auto& due = state.this_month;
    due.clear();
    for (int product = 0; product < model.groups.products; ++product) { collect_due(model, state, product, month); }
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

/// What has become payable this month joins the order of payment: by month, within it by default month and entity.
void queue_payable(PathState& state) {
    const std::size_t before = state.payable.size();
    for (std::size_t place : state.waiting) {
        pool::Claim& claim = state.defaults[place].claim;
        const Fen more = claim.payable() - claim.queued; // below 0 where a recovery has cancelled the last of it
        if (more > Fen{}) { state.payable.push_back({place, more}); }
        claim.queued = Fen{};
    }
    std::sort(state.payable.begin() + static_cast<std::ptrdiff_t>(before), state.payable.end(),
              [](const Payable& a, const Payable& b) { return a.claim < b.claim; });
}

/// Pays of one claim that no breaker holds; returns what found no money.
Fen pay(const Model& model, PathState& state, DefaultedLoan& defaulted, Fen wanted, int month) {
    const Loan& loan = state.loans[defaulted.loan];
    const pool::PoolPayment payment = pool::pay_claim(defaulted.claim, state.pool, on_shortfall(model),
                                                      state.sub_accounts.at_hand(loan.kind.bank), wanted);
    take_from_account(state, loan, payment.paid, month);
    const bool waits = model.scenario.pool.on_shortfall == scenario::OnShortfall::queue;
    state.accounts.post(loan.kind, Posting{Measure::claims_paid, payment.paid},
                        Posting{Measure::claims_waiting, -payment.paid});
    tell(state, month, EventKind::claim_paid, loan, payment.paid, defaulted.claim.basis);
    if (!waits) {
        state.accounts.post(loan.kind, Posting{Measure::claims_waiting, -payment.missing},
                            Posting{Measure::claims_to_bank, payment.missing});
    }
    tell(state, month, waits ? EventKind::claim_waits : EventKind::claim_to_bank, loan, payment.missing,
         defaulted.claim.basis);
    return payment.missing;
}

/// The first month in which the account that a claim is paid from has too little.
void note_short_account(const PathState& state, tally::PathScores& scores, const Loan& loan, int month) {
    if (!state.sub_accounts.kept()) { return; }
    int& first = scores.account_depleted[state.sub_accounts.account_of(loan.kind.bank)];
    if (first == 0) { first = month; }
}

bool settled(const PathState& state, std::size_t place) { return state.defaults[place].claim.waiting == Fen{}; }

} // namespace

void settle_claims(const Model& model, PathState& state, tally::PathScores& scores, int month) {
    open_instalments(model, state, month);
    admit_deferred(model, state, month);
    file_due_claims(model, state, scores, month);
    queue_payable(state);
    const bool waits = on_shortfall(model) == pool::Shortfall::queue;
    Fen waiting_for_money;
    bool short_of_money = false;
    for (Payable& payable : state.payable) {
        DefaultedLoan& defaulted = state.defaults[payable.claim];
        pool::Claim& claim = defaulted.claim;
        payable.amount = smaller(payable.amount, claim.payable() - claim.queued);
        if (payable.amount == Fen{}) { continue; }
        const Loan& loan = state.loans[defaulted.loan];
        if (const Halt breaker = claims_halted(model, state, loan.kind)) {
            tell_held(state, month, loan, payable.amount, claim.basis, *breaker);
        } else {
            const Fen missing = pay(model, state, defaulted, payable.amount, month);
            short_of_money = short_of_money || missing > Fen{};
            if (missing > Fen{}) { note_short_account(state, scores, loan, month); }
            payable.amount = waits ? missing : Fen{};
            waiting_for_money += payable.amount;
        }
        claim.queued += payable.amount;
    }
    std::erase_if(state.payable, [](const Payable& payable) { return payable.amount == Fen{}; });
    std::erase_if(state.waiting, [&](std::size_t place) { return settled(state, place); });

    if (short_of_money && scores.depleted_month == 0) { scores.depleted_month = month; }
    state.worst_shortfall =
        larger(state.worst_shortfall, state.accounts.scheme(Measure::claims_to_bank) + waiting_for_money);
    state.base_after_claims = state.pool.base();
    state.sub_accounts.read_banks(state.account_after_claims);
    fix_ceilings(model, state);
}

} // namespace kdt::engine
