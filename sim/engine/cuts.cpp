#include "engine/cuts.hpp"

#include "engine/tell.hpp"
#include "terms/public_ceiling.hpp"

#include <algorithm>

namespace kdt::engine {
namespace {

using terms::Cut;

/// What a limit leaves beside what has been used; nothing stands for no limit.
std::optional<Fen> room_under(const std::optional<Fen>& limit, Fen used) {
    return limit ? std::optional(*limit - used) : std::nullopt;
}

std::optional<Fen> bank_limit(const Model& model, const PathState& state, std::size_t bank) {
    const terms::YearlyCap& cap = model.scenario.banks[bank].yearly_cap;
    return cap.stated() ? std::optional(cap.limit(state.claims_year.prior_balance[bank])) : std::nullopt;
}

/// Which of the two amounts of a bank's cap it was.
Rule cap_in_force(const Model& model, const PathState& state, const Loan& loan, std::size_t cut) {
    if (static_cast<Cut>(cut) != Cut::bank_yearly_cap) { return Rule::none; }
    const auto bank = static_cast<std::size_t>(loan.kind.bank);
    const Fen prior = state.claims_year.prior_balance[bank];
    return model.scenario.banks[bank].yearly_cap.rate_binds(prior) ? Rule::rate_of_prior_balance : Rule::amount;
}

} // namespace

void start_claims_year(const Model& model, PathState& state) {
    ClaimsYear& year = state.claims_year;
    for (int bank = 0; bank < model.groups.banks; ++bank) {
        const auto place = static_cast<std::size_t>(bank);
        year.prior_balance[place] = state.accounts.of(model.groups.bank(bank), Measure::outstanding);
        const std::size_t group = model.groups.bank(bank);
        year.prior_lending[place] = state.accounts.of(group, Measure::disbursed) - state.year.lent[group];
        year.granted_by_bank[place] = year.basis_by_bank[place] = Fen{};
    }
    std::fill(year.granted_by_product.begin(), year.granted_by_product.end(), Fen{});
    year.granted = Fen{};
    state.guarantor.paid_this_year = state.insurer.paid_this_year = state.reguarantee.paid_this_year = Fen{};
    for (terms::PartyAccount& account : state.reguarantors) { account.paid_this_year = Fen{}; }
}

Fen shared_basis(const Model& model, const PathState& state, const Loan& loan, Fen basis) {
    const auto bank = static_cast<std::size_t>(loan.kind.bank);
    const std::optional<terms::Layer>& layer = model.scenario.banks[bank].layer;
    if (!layer) { return basis; }
    const ClaimsYear& year = state.claims_year;
    const bool of_lending = layer->book == terms::LayerBook::lending_of_year;
    const Fen book = of_lending ? year.prior_lending[bank] : year.prior_balance[bank];
    const auto detach = layer->detach ? std::optional(round_part(book, *layer->detach)) : std::nullopt;
    return terms::in_layer(year.basis_by_bank[bank], basis, round_part(book, layer->attach), detach);
}

terms::PoolPart cut_claim(const Model& model, PathState& state, const Loan& loan, Fen basis, Fen filed,
                          const terms::ByParty& parts) {
    const scenario::Product& product = model.scenario.products[static_cast<std::size_t>(loan.kind.product)];
    const terms::ClaimTerms& claim = product.claim;
    const scenario::Pool& pool = model.scenario.pool;
    const auto bank = static_cast<std::size_t>(loan.kind.bank);
    Fen& of_borrower = state.borrowers[loan.borrower].claims_granted;
    Fen& of_bank = state.claims_year.granted_by_bank[bank];
    Fen& of_product = state.claims_year.granted_by_product[static_cast<std::size_t>(loan.kind.product)];

    terms::PoolPart part{filed};
    part.keep_at_most(parts[terms::Party::pool], Cut::layer);
    if (product.public_ceiling) {
        const Fen most = terms::most_of_public_money(*product.public_ceiling, basis, parts[terms::Party::insurer]);
        part.keep_at_most(most - parts[terms::Party::reguarantee], Cut::public_ceiling);
    }
    part.keep_at_most(claim.cap_per_claim, Cut::cap_per_claim);
    part.keep_at_most(room_under(claim.cap_per_borrower, of_borrower), Cut::cap_per_borrower);
    part.keep_at_most(room_under(bank_limit(model, state, bank), of_bank), Cut::bank_yearly_cap);
    part.keep_at_most(room_under(product.yearly_cap, of_product), Cut::product_yearly_cap);
    if (pool.on_cap == terms::OnCap::bank_bears) {
        part.keep_at_most(room_under(pool.yearly_cap, state.claims_year.granted), Cut::pool_yearly_cap);
    }
    of_borrower += part.left;
    of_bank += part.left;
    of_product += part.left;
    state.claims_year.basis_by_bank[bank] += basis;
    return part;
}

Fen beyond_yearly_cap(const Model& model, PathState& state, Fen granted) {
    Fen& used = state.claims_year.granted;
    const std::optional<Fen> room = room_under(model.scenario.pool.yearly_cap, used);
    const Fen admitted = room ? smaller(granted, *room) : granted;
    used += admitted;
    return granted - admitted;
}

void book_cuts(const Model& model, PathState& state, tally::PathScores& scores, const Loan& loan,
               const terms::PoolPart& part, Fen filed, int month) {
    for (std::size_t rule = 0; rule < terms::kCuts; ++rule) {
        const Fen cut = part.cut[rule];
        if (cut == Fen{}) { continue; }
        state.accounts.post(loan.kind, Measure::claims_cut, cut);
        ++scores.cuts[rule].count;
        scores.cuts[rule].amount += cut.count;
        tell_cut(state, month, loan, cut, filed, static_cast<Cut>(rule), cap_in_force(model, state, loan, rule));
    }
}

void admit_deferred(const Model& model, PathState& state, int month) {
    if (model.scenario.pool.on_cap != terms::OnCap::next_year || model.calendar_month(month) != 1) { return; }
    for (std::size_t place : state.waiting) {
        pool::Claim& claim = state.defaults[place].claim;
        claim.deferred = beyond_yearly_cap(model, state, claim.deferred);
        tell(state, month, EventKind::claim_deferred, state.loans[state.defaults[place].loan], claim.deferred,
             claim.basis);
    }
}

} // namespace kdt::engine
