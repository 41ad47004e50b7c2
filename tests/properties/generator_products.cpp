#include "generator_parts.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace kdt::properties {
namespace {

using scenario::Scenario;

/// Shares in whole hundredths, as contracts write them, so that what an exact split gives is known.
terms::Shares random_shares(Dice& dice) {
    std::array<int, terms::kParties> hundredths{};
    int left = 100;
    for (std::size_t party = 0; party + 1 < terms::kParties; ++party) {
        if (party > 0 && dice.chance(0.5)) { continue; }
        hundredths[party] = dice.chance(0.1) ? left : dice.below(left + 1);
        left -= hundredths[party];
    }
    hundredths.back() = left;
    terms::Shares shares;
    for (std::size_t party = 0; party < terms::kParties; ++party) {
        shares.fraction[party] = hundredths[party] / 100.0;
    }
    return shares;
}

terms::Condition random_condition(Dice& dice, const Wishes& wishes, const Scenario& s) {
    terms::Condition when = dice.chance(0.3) ? firm_condition(dice) : terms::Condition{};
    switch (dice.below(wishes.bank_conditions ? 6 : 5)) {
    case 0: when.principal_at_most = odd_amount(dice, 50.0, 500.0); break;
    case 1: when.principal_above = odd_amount(dice, 50.0, 500.0); break;
    case 2: when.tier = dice.below(static_cast<int>(s.tiers.size())); break;
    case 3: when.sector = dice.below(static_cast<int>(s.sectors.size())); break;
    case 4: when.renewal = dice.chance(0.5); break;
    default: when.bank = dice.below(static_cast<int>(s.banks.size())); break;
    }
    if (dice.chance(0.3)) { when.principal_above = odd_amount(dice, 10.0, 100.0); }
    return when;
}

terms::ClaimTerms random_claim_terms(Dice& dice) {
    terms::ClaimTerms claim;
    claim.pay_on = dice.chance(0.5) ? terms::PayOn::overdue : terms::PayOn::net_loss;
    claim.overdue_months = dice.below(6);
    claim.review_months = dice.below(4);
    claim.rejection_probability = dice.pick({0.0, 0.0, 0.15, 1.0});
    return claim;
}

} // namespace

terms::Condition firm_condition(Dice& dice) {
    terms::Condition when;
    switch (dice.below(3)) {
    case 0: when.first_loan = dice.chance(0.7); break;
    case 1:
        when.collateral = dice.chance(0.5);
        if (*when.collateral && dice.chance(0.4)) { when.collateral_kind = dice.below(2); }
        break;
    default: when.revenue_at_most = odd_amount(dice, 500.0, 5000.0); break;
    }
    return when;
}

void add_products(Dice& dice, const Wishes& wishes, Scenario& s) {
    for (int i = dice.between(1, 3); i > 0; --i) {
        scenario::Product product;
        product.id = "产品" + std::to_string(i);
        product.starts_month = dice.pick({1, 1, 4, 20});
        product.tenor_months = dice.pick({1, 3, 6, 12, 24, 36});
        if (dice.chance(0.3)) {
            product.tenor_months.months = {dice.pick({1, 6, 12}), dice.pick({18, 24}), 36};
            product.tenor_months.weights = {dice.pick({0.2, 1.0}), dice.pick({0.5, 3.0}), 1.0};
        }
        product.repayment = dice.pick(
            {scenario::Repayment::bullet, scenario::Repayment::equal_principal, scenario::Repayment::equal_instalment});
        product.rate = Rate{dice.chance(0.2) ? 0.0 : dice.real(0.0, 0.08)};
        product.early_repayment = dice.pick({0.0, 0.0, 0.1, 0.7});
        if (dice.chance(0.4)) {
            product.extension_probability = dice.pick({0.3, 1.0});
            product.extension_months = dice.pick({1, 3, 12});
        }
        if (dice.chance(0.4)) { product.borrower_cap = odd_amount(dice, 50.0, 700.0); }
        if (wishes.lending) {
            product.renewal_probability = dice.pick({0.0, 0.5, 1.0});
            product.renewal_max_times = dice.below(4);
        }
        for (int rows = dice.below(3); rows > 0; --rows) {
            product.shares.push_back({random_condition(dice, wishes, s), random_shares(dice)});
        }
        product.shares.push_back({{}, random_shares(dice)});
        product.claim = random_claim_terms(dice);
        s.products.push_back(product);
    }
}

} // namespace kdt::properties
