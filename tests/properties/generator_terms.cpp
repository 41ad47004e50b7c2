#include "generator_parts.hpp"

namespace kdt::properties {
namespace {

terms::YearlyCap random_yearly_cap(Dice& dice) {
    terms::YearlyCap cap;
    if (dice.chance(0.3)) { return cap; }
    const int which = dice.below(3);
    if (which != 1) { cap.amount = odd_amount(dice, 0.0, 400.0); }
    if (which != 0) { cap.rate_of_prior_balance = Rate{dice.pick({0.0, 0.02, 0.1})}; }
    return cap;
}

/// Caps for which the claims compete: one more claim leaves less for another.
void add_shared_caps(Dice& dice, scenario::Scenario& s) {
    for (auto& product : s.products) {
        if (dice.chance(0.25)) { product.claim.cap_per_borrower = odd_amount(dice, 0.0, 250.0); }
    }
    if (dice.chance(0.4)) {
        for (auto& bank : s.banks) { bank.yearly_cap = random_yearly_cap(dice); }
    }
    if (dice.chance(0.4)) {
        s.pool.yearly_cap = odd_amount(dice, 0.0, dice.pick({50.0, 600.0}));
        s.pool.on_cap = dice.pick({terms::OnCap::bank_bears, terms::OnCap::next_year, terms::OnCap::next_year});
    }
}

} // namespace

void add_claim_rules(Dice& dice, const Wishes& wishes, scenario::Scenario& s) {
    for (auto& product : s.products) {
        if (dice.chance(0.25)) { product.claim.cap_per_claim = odd_amount(dice, 0.0, 150.0); }
    }
    if (wishes.contested) { add_shared_caps(dice, s); }
}

} // namespace kdt::properties
