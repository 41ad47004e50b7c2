#include "engine/cuts.hpp"

#include "engine/guaranteed.hpp"
#include "engine/tell.hpp"
#include "terms/public_ceiling.hpp"

#include <algorithm>
#include <array>

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

/// At the start of a year: what the layer's loans owe, as the opening of this year or the end of the one whose claims
/// are settled now; or what has been lent of them in the year before, or in its part since as_of.
Fen layer_book(const PathState& state, const BankLayer& layer) {
    if (layer.terms.book == terms::LayerBook::lending_of_year) {
        return state.accounts.of(layer.row, Measure::disbursed) - state.year.lent[layer.row];
    }
    return state.accounts.of(layer.row, Measure::outstanding);
}

/// Which of the two amounts of a bank's cap is the limit.
Rule bank_rule(const Model& model, const PathState& state, const Loan& loan) {
    const auto bank = static_cast<std::size_t>(loan.kind.bank);
    const Fen prior = state.claims_year.prior_balance[bank];
    return model.scenario.banks[bank].yearly_cap.rate_binds(prior) ? Rule::rate_of_prior_balance : Rule::amount;
}

/// A yearly cap on a claim: of its bank, its product or the scheme.
struct CapOnClaim {
    std::optional<Fen> limit;
    terms::OnCap on_cap;
    Fen& used; ///< what it has admitted in the calendar year
    Cut cut;
    Rule rule;
};

/// Whether any yearly cap can meet the claim.
bool is_capped(const Model& model, const Loan& loan) {
    const scenario::Scenario& scenario = model.scenario;
    return scenario.pool.yearly_cap || scenario.products[static_cast<std::size_t>(loan.kind.product)].yearly_cap ||
           scenario.banks[static_cast<std::size_t>(loan.kind.bank)].yearly_cap.stated();
}

/// From the narrower circle to the wider.
std::array<CapOnClaim, 3> caps_on(const Model& model, PathState& state, const Loan& loan) {
    const auto bank = static_cast<std::size_t>(loan.kind.bank);
    const auto place = static_cast<std::size_t>(loan.kind.product);
    const scenario::Product& product = model.scenario.products[place];
    const scenario::Pool& pool = model.scenario.pool;
    ClaimsYear& year = state.claims_year;
    return {{{bank_limit(model, state, bank), model.scenario.banks[bank].yearly_cap.on_cap, year.granted_by_bank[bank],
              Cut::bank_yearly_cap, bank_rule(model, state, loan)},
             {product.yearly_cap, product.on_cap, year.granted_by_product[place], Cut::product_yearly_cap,
              Rule::product_yearly_cap},
             {pool.yearly_cap, pool.on_cap, year.granted, Cut::pool_yearly_cap, Rule::pool_yearly_cap}}};
}

/// Cuts what the yearly caps under which the bank bears the rest leave no room for.
void keep_within_year(const Model& model, PathState& state, const Loan& loan, terms::PoolPart& part) {
    const auto caps = caps_on(model, state, loan);
    for (const CapOnClaim& cap : caps) {
        if (cap.on_cap == terms::OnCap::bank_bears) { part.keep_at_most(room_under(cap.limit, cap.used), cap.cut); }
    }
    for (const CapOnClaim& cap : caps) {
        if (cap.on_cap == terms::OnCap::bank_bears) { cap.used += part.left; }
    }
}

} // namespace

void start_claims_year(const Model& model, PathState& state, int month) {
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
    count_answered_for(model, state, month);
}

Fen shared_basis(const Model& model, const PathState& state, const Loan& loan, Fen basis) {
    const std::optional<std::size_t>& place = model.layer_for(loan.kind);
    if (!place) { return basis; }
    const ClaimsYear& year = state.claims_year;
    return terms::in_layer(model.layers[*place].terms, year.layer_book[*place], year.basis_by_layer[*place], basis);
}

int deciding_band(const Model& model, const PathState& state, const Loan& loan, Fen basis) {
    const std::size_t place = *model.layer_for(loan.kind);
    const ClaimsYear& year = state.claims_year;
    return terms::deciding_band(model.layers[place].terms, year.layer_book[place], year.basis_by_layer[place], basis)
        .place;
}

terms::PoolPart cut_claim(const Model& model, PathState& state, const Loan& loan, Fen basis, Fen filed,
                          const terms::ByParty& parts) {
    const scenario::Product& product = model.scenario.products[static_cast<std::size_t>(loan.kind.product)];
    Fen& of_borrower = state.borrowers[loan.borrower].claims_granted;

    terms::PoolPart part{filed};
    part.keep_at_most(parts[terms::Party::pool], Cut::layer);
    if (product.public_ceiling) {
        const Fen most = terms::most_of_public_money(*product.public_ceiling, basis, parts[terms::Party::insurer]);
        part.keep_at_most(most - parts[terms::Party::reguarantee], Cut::public_ceiling);
    }
    part.keep_at_most(product.claim.cap_per_claim, Cut::cap_per_claim);
    part.keep_at_most(room_under(product.claim.cap_per_borrower, of_borrower), Cut::cap_per_borrower);
    if (is_capped(model, loan)) { keep_within_year(model, state, loan, part); }
    of_borrower += part.left;
    if (const auto& layer = model.layer_for(loan.kind)) { state.claims_year.basis_by_layer[*layer] += basis; }
    return part;
}

PutOff put_off(const Model& model, PathState& state, const Loan& loan, Fen granted, Fen basis, int month) {
    if (!is_capped(model, loan)) { return {}; }
    const auto caps = caps_on(model, state, loan);
    Fen admitted = granted;
    const CapOnClaim* least = nullptr;
    for (const CapOnClaim& cap : caps) {
        const std::optional<Fen> room = room_under(cap.limit, cap.used);
        if (cap.on_cap != terms::OnCap::next_year || !room || *room >= admitted) { continue; }
        admitted = *room;
        least = &cap;
    }
    for (const CapOnClaim& cap : caps) {
        if (cap.on_cap == terms::OnCap::next_year) { cap.used += admitted; }
    }
    if (least == nullptr) { return {}; }
    tell_part(state, month, EventKind::claim_deferred, loan,
              {terms::Party::pool, least->rule, granted - admitted, basis});
    return {granted - admitted, least->cut};
}

void count_put_off(tally::PathScores& scores, const PutOff& deferred) {
    if (deferred.amount == Fen{}) { return; }
    tally::CountedAmount& counted = scores.cuts[terms::place_put_off(deferred.cap)];
    ++counted.count;
    counted.amount += deferred.amount.count;
}

void book_cuts(const Model& model, PathState& state, tally::PathScores& scores, const Loan& loan,
               const terms::PoolPart& part, Fen filed, int month) {
    if (part.left == filed) { return; }
    for (std::size_t rule = 0; rule < terms::kCuts; ++rule) {
        const Fen cut = part.cut[rule];
        if (cut == Fen{}) { continue; }
        state.accounts.post(loan.kind, Measure::claims_cut, cut);
        ++scores.cuts[rule].count;
        scores.cuts[rule].amount += cut.count;
        const bool of_bank = static_cast<Cut>(rule) == Cut::bank_yearly_cap;
        const bool of_layer = static_cast<Cut>(rule) == Cut::layer;
        tell_cut(state, month, loan,
                 {cut, filed, static_cast<Cut>(rule), of_bank ? bank_rule(model, state, loan) : Rule::none,
                  of_layer ? part.band : -1});
    }
}

void admit_deferred(const Model& model, PathState& state, int month) {
    if (model.calendar_month(month) != 1) { return; }
    for (std::size_t place : state.waiting) {
        pool::Claim& claim = state.defaults[place].claim;
        if (claim.deferred == Fen{}) { continue; }
        const Loan& loan = state.loans[state.defaults[place].loan];
        const Fen before = claim.deferred;
        claim.deferred = put_off(model, state, loan, before, claim.basis, month).amount;
        state.accounts.post(loan.kind, Measure::claims_deferred, claim.deferred - before);
    }
}

} // namespace kdt::engine
