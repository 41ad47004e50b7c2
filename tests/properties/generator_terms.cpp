#include "generator_parts.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::properties {
namespace {

terms::YearlyCap random_yearly_cap(Dice& dice) {
    terms::YearlyCap cap;
    if (dice.chance(0.3)) { return cap; }
    const int which = dice.below(3);
    if (which != 1) { cap.amount = odd_amount(dice, 0.0, 400.0); }
    if (which != 0) { cap.rate_of_prior_balance = Rate{dice.pick({0.0, 0.02, 0.1})}; }
    cap.on_cap = dice.pick({terms::OnCap::bank_bears, terms::OnCap::bank_bears, terms::OnCap::next_year});
    return cap;
}

/// Up to three bands one above the other, some with a gap between.
terms::Layer random_layer(Dice& dice) {
    terms::Layer layer;
    layer.book = dice.pick({terms::LayerBook::opening_of_year, terms::LayerBook::opening_of_year,
                            terms::LayerBook::lending_of_year, terms::LayerBook::end_of_year});
    double level = dice.pick({0.0, 0.01, 0.05});
    for (int bands = dice.pick({1, 1, 2, 3}); bands > 0; --bands) {
        terms::Band band{Rate{level}, std::nullopt, Rate{dice.pick({1.0, 1.0, 0.5, 0.333})}};
        if (bands > 1 || dice.chance(0.7)) {
            level += dice.pick({0.02, 0.1, 0.4});
            band.detach = Rate{level};
        }
        layer.bands.push_back(band);
        level += dice.pick({0.0, 0.005});
    }
    return layer;
}

/// Caps for which the claims compete: one more claim leaves less for another.
void add_shared_caps(Dice& dice, scenario::Scenario& s) {
    for (auto& product : s.products) {
        if (dice.chance(0.25)) { product.claim.cap_per_borrower = odd_amount(dice, 0.0, 250.0); }
    }
    for (auto& bank : s.banks) {
        if (!dice.chance(0.25)) { continue; }
        const auto sectors = static_cast<int>(s.sectors.size());
        if (sectors < 2 || dice.chance(0.6)) {
            bank.layers.push_back(random_layer(dice));
            continue;
        }
        // One sector's own layer, and mostly another for the rest.
        const int own = dice.below(sectors);
        bank.layers.push_back(random_layer(dice));
        bank.layers.back().sectors = {own};
        if (dice.chance(0.3)) { continue; }
        bank.layers.push_back(random_layer(dice));
        for (int sector = 0; sector < sectors; ++sector) {
            if (sector != own) { bank.layers.back().sectors.push_back(sector); }
        }
    }
    if (dice.chance(0.4)) {
        for (auto& bank : s.banks) { bank.yearly_cap = random_yearly_cap(dice); }
    }
    if (dice.chance(0.4)) {
        s.pool.yearly_cap = odd_amount(dice, 0.0, dice.pick({50.0, 600.0}));
        s.pool.on_cap = dice.pick({terms::OnCap::bank_bears, terms::OnCap::next_year, terms::OnCap::next_year});
    }
}

void add_firm_facts(Dice& dice, scenario::Scenario& s) {
    for (auto& tier : s.tiers) {
        tier.first_loan = dice.pick({0.0, 0.4, 1.0});
        tier.collateral = dice.pick({0.0, 0.5, 1.0});
        if (dice.chance(0.5)) { tier.collateral_kinds = {{0, tier.collateral * 0.4}, {1, tier.collateral}}; }
        if (dice.chance(0.6)) { tier.revenue = credit::SizeLaw{{}, 2000e6, 1500e6, 0.0, {}}; }
    }
    for (auto& loan : s.portfolio.tape) {
        loan.first_loan = dice.chance(0.3);
        loan.collateral = dice.chance(0.3);
        if (loan.collateral) { loan.collateral_kind = dice.pick({-1, 0, 1}); }
        if (dice.chance(0.3)) { loan.rate = dice.real(0.0, 0.1); }
        if (dice.chance(0.7)) { loan.revenue = odd_amount(dice, 0.0, 6000.0); }
        if (dice.chance(0.1)) { loan.covered = dice.chance(0.5); }
    }
}

/// Add-ons and ceilings in whole hundredths, none below what the rows pay without them.
void add_shares_by_firm(Dice& dice, scenario::Product& product) {
    if (dice.chance(0.4)) {
        terms::ShareRow row{firm_condition(dice), {}};
        row.pays.fraction = {0.35, 0.15, 0.0, 0.2, 0.3};
        product.shares.insert(product.shares.begin(), row);
    }
    int most_pool = 0;
    int most_reguarantee = 0;
    for (const auto& row : product.shares) {
        most_pool = std::max(most_pool, static_cast<int>(std::lround(row.pays[terms::Party::pool] * 100)));
        most_reguarantee =
            std::max(most_reguarantee, static_cast<int>(std::lround(row.pays[terms::Party::reguarantee] * 100)));
    }
    for (int i = dice.pick({0, 0, 1, 2}); i > 0; --i) {
        product.add_ons.push_back({firm_condition(dice), dice.between(1, 30) / 100.0});
    }
    if (dice.chance(0.3)) { product.share_ceiling = std::min(100, most_pool + dice.below(15)) / 100.0; }
    if (dice.chance(0.25)) { product.public_ceiling = Rate{std::max(most_reguarantee, dice.between(20, 90)) / 100.0}; }
}

/// How a claim is made and paid.
void add_payment(Dice& dice, const Wishes& wishes, scenario::Product& product) {
    terms::ClaimTerms& claim = product.claim;
    if (dice.chance(0.3)) { claim.basis = terms::Basis::principal_and_interest; }
    if (dice.chance(0.3)) {
        const double first = dice.between(1, 9) / 10.0;
        claim.instalments = {{dice.pick({0, 0, 2}), first}, {dice.between(3, 6), 1.0}};
        if (dice.chance(0.5)) { claim.instalments.insert(claim.instalments.begin() + 1, {3, first + 0.05}); }
        claim.instalments.back().month = dice.between(4, 14);
    }
    if (wishes.contested && dice.chance(0.25)) { product.recovery_split = terms::RecoverySplit::bank_first; }
}

terms::PartyTerms random_party(Dice& dice) {
    terms::PartyTerms party;
    if (dice.chance(0.4)) { party.limit = odd_amount(dice, 0.0, dice.pick({20.0, 600.0})); }
    if (dice.chance(0.4)) { party.yearly_limit = odd_amount(dice, 0.0, dice.pick({10.0, 300.0})); }
    if (dice.chance(0.3)) { party.yearly_limit_rate = Rate{dice.pick({0.0, 0.01, 0.05})}; }
    return party;
}

/// Together they take over no more than the smallest guarantor's share there is, nor than a public ceiling allows.
void add_reguarantors(Dice& dice, scenario::Scenario& s) {
    long least = 100;
    for (const auto& product : s.products) {
        for (const auto& row : product.shares) {
            const long guarantor = std::lround(row.pays[terms::Party::guarantor] * 100);
            if (guarantor > 0) { least = std::min(least, guarantor); }
            const long own = std::lround(row.pays[terms::Party::reguarantee] * 100);
            if (product.public_ceiling) {
                least = std::min(least, std::lround(product.public_ceiling->value * 100) - own);
            }
        }
    }
    for (int i = dice.between(1, 2); i > 0; --i) {
        scenario::Reguarantor reguarantor{i == 1 ? "国家" : "省", {}, random_party(dice)};
        for (std::size_t tier = 0; tier < s.tiers.size(); ++tier) {
            reguarantor.share.push_back(dice.below(static_cast<int>(least / 2) + 1) / 100.0);
        }
        s.reguarantors.push_back(reguarantor);
    }
}

/// At times a ceiling is just what re-guarantee may bear, cessions included: it gives way where an insurer pays.
void lower_ceiling(Dice& dice, const scenario::Scenario& s, scenario::Product& product) {
    double ceded = 0.0;
    for (std::size_t tier = 0; tier < s.tiers.size(); ++tier) {
        double of_tier = 0.0;
        for (const auto& reguarantor : s.reguarantors) { of_tier += reguarantor.share[tier]; }
        ceded = std::max(ceded, of_tier);
    }
    double most = 0.0;
    for (const auto& row : product.shares) {
        const double taken_over = row.pays[terms::Party::guarantor] > 0.0 ? ceded : 0.0;
        most = std::max(most, row.pays[terms::Party::reguarantee] + taken_over);
    }
    if (most > 0.0 && dice.chance(0.25)) { product.public_ceiling = Rate{std::round(most * 100) / 100.0}; }
}

} // namespace

void add_claim_rules(Dice& dice, const Wishes& wishes, scenario::Scenario& s) {
    if (dice.chance(0.3)) { return; }
    add_firm_facts(dice, s);
    for (auto& product : s.products) {
        add_shares_by_firm(dice, product);
        add_payment(dice, wishes, product);
        product.covered = dice.pick({1.0, 1.0, 1.0, 0.7, 0.0});
        product.claim.lock_in_months = dice.pick({0, 0, 0, 2, 12});
        if (dice.chance(0.25)) { product.claim.cap_per_claim = odd_amount(dice, 0.0, 150.0); }
    }
    if (!wishes.contested) { return; }
    add_shared_caps(dice, s);
    if (dice.chance(0.4)) {
        s.guarantor = random_party(dice);
        if (dice.chance(0.5)) { s.guarantor.first_loss = odd_amount(dice, 0.0, 300.0); }
    }
    if (dice.chance(0.4)) {
        s.insurer = random_party(dice);
        if (dice.chance(0.3)) { s.insurer.first_loss = odd_amount(dice, 0.0, 100.0); }
    }
    if (dice.chance(0.4)) { add_reguarantors(dice, s); }
    if (dice.chance(0.3)) { s.reguarantee = random_party(dice); }
    for (auto& product : s.products) {
        if (dice.chance(0.2)) {
            product.yearly_cap = odd_amount(dice, 0.0, 300.0);
            product.on_cap = dice.pick({terms::OnCap::bank_bears, terms::OnCap::next_year});
        }
        lower_ceiling(dice, s, product);
    }
}

} // namespace kdt::properties
