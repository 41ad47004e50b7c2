#include "engine/loan_terms.hpp"

#include "engine/tell.hpp"

#include <algorithm>
#include <limits>

namespace kdt::engine {
namespace {

using random::Purpose;

/// Nothing is drawn where the answer is known.
bool happens(const PathState& state, double probability, Purpose purpose, EntityId entity) {
    return probability > 0.0 && (probability >= 1.0 || state.luck.coarse_uniform(purpose, entity) < probability);
}

Fen drawn_revenue(const PathState& state, const credit::SizeLaw& law, EntityId borrower) {
    const double u = state.luck.coarse_uniform(Purpose::revenue, borrower);
    return smaller(to_fen(std::min(law.at(u, std::numeric_limits<double>::infinity()), 1e15)), kLargestAmount);
}

void draw_collateral(const PathState& state, const scenario::Tier& tier, EntityId entity, terms::LoanFacts& facts) {
    if (tier.collateral_kinds.empty()) {
        facts.collateral = happens(state, tier.collateral, Purpose::collateral, entity);
        return;
    }
    const double u = state.luck.coarse_uniform(Purpose::collateral, entity);
    facts.collateral = u < tier.collateral;
    facts.collateral_kind = tier.kind_of_collateral(u);
}

terms::LoanFacts facts_of(const Model& model, const PathState& state, const Loan& loan, bool renewal) {
    terms::LoanFacts facts{loan.granted, loan.kind.tier, loan.kind.sector, loan.kind.bank, renewal};
    if (loan.name.opening >= 0) {
        const scenario::TapeLoan& row = tape_row(model, loan);
        facts.collateral = row.collateral;
        facts.collateral_kind = row.collateral_kind;
        facts.revenue = row.revenue;
        return facts; // a new contract of an opening loan is a renewal, no first loan
    }
    const scenario::Tier& tier = model.scenario.tiers[static_cast<std::size_t>(loan.kind.tier)];
    facts.first_loan = !renewal && happens(state, tier.first_loan, Purpose::first_loan, loan.root);
    draw_collateral(state, tier, loan.root, facts);
    if (tier.revenue && product_of(model, loan).asks_revenue()) {
        facts.revenue = drawn_revenue(state, *tier.revenue, state.borrowers[loan.borrower].entity);
    }
    return facts;
}

/// The facts by which row and add-ons of a contract were fixed.
terms::LoanFacts facts_at_grant(const Model& model, const PathState& state, const Loan& loan) {
    const bool of_opening_book = loan.name.opening >= 0 && loan.entity == loan.root;
    return of_opening_book ? opening_facts(tape_row(model, loan))
                           : facts_of(model, state, loan, loan.name.renewals > 0);
}

/// Tells which add-ons hold, as parts of the basis, and what the bank's share and the ceiling take off their sum.
[[gnu::cold]] void tell_add_ons(const Model& model, PathState& state, const Loan& loan, Fen basis, int month) {
    const scenario::Product& product = product_of(model, loan);
    const terms::LoanFacts facts = facts_at_grant(model, state, loan);
    const terms::Shares& row = product.shares[static_cast<std::size_t>(loan.share_row)].pays;
    double points = 0.0;
    for (std::size_t i = 0; i < product.add_ons.size(); ++i) {
        if (!product.add_ons[i].when.holds(facts)) { continue; }
        points += product.add_ons[i].points;
        Event event{.month = month,
                    .kind = EventKind::add_on,
                    .amount = round_part(basis, Rate{product.add_ons[i].points}),
                    .of = basis,
                    .loan = loan.name,
                    .where = loan.kind,
                    .row = static_cast<int>(i)};
        deliver(state, event);
    }
    const double within = std::min(points, row[terms::Party::bank]);
    const double kept = loan.pool_share - row[terms::Party::pool];
    const auto take = [&](Rule rule, double part) {
        tell_part(state, month, EventKind::add_on_cut, loan,
                  {terms::Party::pool, rule, round_part(basis, Rate{std::max(0.0, part)}), basis, -1, loan.share_row});
    };
    take(Rule::bank_share, points - within);
    take(Rule::share_ceiling, within - kept);
}

} // namespace

terms::LoanFacts opening_facts(const scenario::TapeLoan& loan) {
    return {loan.original_principal, loan.tier,       loan.sector,  loan.bank,           loan.renewals_used > 0,
            loan.first_loan,         loan.collateral, loan.revenue, loan.collateral_kind};
}

void tell_filed(const Model& model, PathState& state, const Loan& loan, Fen filed, Fen basis, int month) {
    if (state.listener == nullptr || basis == Fen{}) { return; }
    Event event = event_of(month, EventKind::claim_filed, loan, filed, basis);
    event.row = loan.share_row;
    deliver(state, event);
    tell_add_ons(model, state, loan, basis, month);
}

terms::Shares shares_of(const Model& model, const Loan& loan) {
    const auto& row = product_of(model, loan).shares[static_cast<std::size_t>(loan.share_row)];
    return terms::with_pool_share(row.pays, loan.pool_share);
}

const OpeningLoan& opening_of(const Model& model, const Loan& loan) {
    return model.opening[static_cast<std::size_t>(loan.name.opening)];
}

const scenario::TapeLoan& tape_row(const Model& model, const Loan& loan) {
    return model.tape[opening_of(model, loan).tape_row];
}

terms::ByParty split_by_row(const Model& model, const Loan& loan, Fen basis) {
    if (!terms_of(model, loan).is_pools_alone || basis < Fen{}) {
        return terms::split_basis(basis, shares_of(model, loan));
    }
    terms::ByParty parts;
    parts[terms::Party::pool] = round_trillionths(basis, loan.pool_part);
    parts[terms::Party::bank] = basis - parts[terms::Party::pool];
    return parts;
}

void fix_shares(const Model& model, const PathState& state, Loan& loan, bool renewal) {
    const ProductTerms& sole = terms_of(model, loan);
    if (sole.has_sole_row) {
        loan.share_row = 0;
        loan.pool_share = sole.pool_share;
        loan.pool_part = sole.pool_part;
        return;
    }
    const scenario::Product& product = product_of(model, loan);
    const terms::LoanFacts facts = facts_of(model, state, loan, renewal);
    const std::size_t row = terms::matching_row(product.shares, facts);
    loan.share_row = static_cast<int>(row);
    loan.pool_share = terms::pool_share(product.shares[row].pays, product.add_ons, product.share_ceiling, facts);
    loan.pool_part = terms::in_trillionths(loan.pool_share);
}

Rate rate_of(const Model& model, const Loan& loan) {
    return loan.name.opening < 0 ? product_of(model, loan).rate : opening_of(model, loan).rate;
}

int due_month(const Model& model, const Loan& loan, int month) {
    const int due = product_of(model, loan).claim.due_month(month, model.scenario.recovery.last_month());
    const std::optional<std::size_t>& layer = model.layer_for(loan.kind);
    constexpr int kYear = 12;
    const bool at_year_end = layer && model.layers[*layer].terms.book != terms::LayerBook::opening_of_year;
    return at_year_end ? due + kYear + 1 - model.calendar_month(due) : due;
}

std::optional<terms::Cut> not_covered(const Model& model, const PathState& state, const Loan& loan, int month) {
    const scenario::Product& product = product_of(model, loan);
    const bool of_tape = loan.name.opening >= 0 && loan.entity == loan.root;
    const std::optional<bool> stated = of_tape ? opening_of(model, loan).covered : std::nullopt;
    if (!stated.value_or(happens(state, product.covered, Purpose::coverage, loan.entity))) {
        return terms::Cut::covered;
    }
    // An opening contract has been on the books before; a renewal's own grant counts.
    const int since_grant = of_tape ? loan.age_in(month) : month - loan.first_month + 1;
    return product.claim.locked_in(since_grant) ? std::optional(terms::Cut::lock_in) : std::nullopt;
}

} // namespace kdt::engine
