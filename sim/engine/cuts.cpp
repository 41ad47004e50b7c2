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

/// At the start of a year: what the layer's loans owe, or what has been lent of them in the year before, or in its part
/// since as_of.
Fen layer_book(const PathState& state, const BankLayer& layer) {
    if (layer.terms.book == terms::LayerBook::opening_of_year) {
        return state.accounts.of(layer.row, Measure::outstanding);
    }
    return state.accounts.of(layer.row, Measure::disbursed) - state.year.lent[layer.row];
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
        year.granted_by_bank[place] = Fen{};
    }
    for (std::size_t place = 0; place < model.layers.size(); ++place) {
        year.layer_book[place] = layer_book(state, model.layers[place]);
        year.basis_by_layer[place] = Fen{};
    }
    std::fill(year.granted_by_product.begin(), year.granted_by_product.end(), Fen{});
    year.granted = Fen{};
    state.guarantor.paid_this_year = state.insurer.paid_this_year = state.reguarantee.paid_this_year = Fen{};
    for (terms::PartyAccount& account : state.reguarantors) { account.paid_this_year = Fen{}; }
}

Fen shared_basis(const Model& model, const PathState& state, const Loan& loan, Fen basis) {
    const std::optional<std::size_t>& place = model.layer_for(loan.kind);
    if (!place) { return basis; }
    const ClaimsYear& year = state.claims_year;
    return terms::in_layer(model.layers[*place].terms, year.layer_book[*place], year.basis_by_layer[*place], basis);
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
    Fen& of_scheme = state.claims_year.granted;

    terms::PoolPart part{filed};
    part.keep_at_most(parts[terms::Party::pool], Cut::layer);
    if (product.public_ceiling) {
        const Fen most = terms::most_of_public_money(*product.public_ceiling, basis, parts[terms::Party::insurer]);
        part.keep_at_most(most - parts[terms::Party::reguarantee], Cut::public_ceiling);
    }
    part.keep_at_most(claim.cap_per_claim, Cut::cap_per_claim);
    part.keep_at_most(room_under(claim.cap_per_borrower, of_borrower), Cut::cap_per_borrower);
    part.keep_at_most(room_under(bank_limit(model, state, bank), of_bank), Cut::bank_yearly_cap);
    const bool product_cuts = product.on_cap == terms::OnCap::bank_bears;
    const bool pool_cuts = pool.on_cap == terms::OnCap::bank_bears;
    if (product_cuts) { part.keep_at_most(room_under(product.yearly_cap, of_product), Cut::product_yearly_cap); }
    if (pool_cuts) { part.keep_at_most(room_under(pool.yearly_cap, of_scheme), Cut::pool_yearly_cap); }
    of_borrower += part.left;
    of_bank += part.left;
    if (product_cuts) { of_product += part.left; }
    if (pool_cuts) { of_scheme += part.left; }
    if (const auto& layer = model.layer_for(loan.kind)) { state.claims_year.basis_by_layer[*layer] += basis; }
    return part;
}

Fen put_off(const Model& model, PathState& state, const Loan& loan, Fen granted, Fen basis, int month) {
    const auto place = static_cast<std::size_t>(loan.kind.product);
    const scenario::Product& product = model.scenario.products[place];
    const scenario::Pool& pool = model.scenario.pool;
    const bool product_waits = product.on_cap == terms::OnCap::next_year;
    const bool pool_waits = pool.on_cap == terms::OnCap::next_year;
    Fen& of_product = state.claims_year.granted_by_product[place];
    Fen& of_scheme = state.claims_year.granted;

    Fen admitted = granted;
    if (product_waits && product.yearly_cap) { admitted = smaller(admitted, *product.yearly_cap - of_product); }
    const Fen by_product = granted - admitted;
    if (pool_waits && pool.yearly_cap) { admitted = smaller(admitted, *pool.yearly_cap - of_scheme); }
    if (product_waits) { of_product += admitted; }
    if (pool_waits) { of_scheme += admitted; }
    const Fen waits = granted - admitted;
    const Rule rule = waits > by_product ? Rule::pool_yearly_cap : Rule::product_yearly_cap;
    tell_part(state, month, EventKind::claim_deferred, loan, {terms::Party::pool, rule, waits, basis});
    return waits;
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
    if (model.calendar_month(month) != 1) { return; }
    for (std::size_t place : state.waiting) {
        pool::Claim& claim = state.defaults[place].claim;
        if (claim.deferred == Fen{}) { continue; }
        const Loan& loan = state.loans[state.defaults[place].loan];
        claim.deferred = put_off(model, state, loan, claim.deferred, claim.basis, month);
    }
}

} // namespace kdt::engine
