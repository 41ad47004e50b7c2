#include "generator_parts.hpp"

// Choices within funding and charges that a scenario has already.
namespace kdt::properties {
namespace {

/// Some give the cash, at times in order, the others the commitment; shares in whole hundredths, summing to 1 in each.
void split_parts(Dice& dice, scenario::Pool& pool) {
    if (pool.mode != scenario::PoolMode::hybrid || dice.chance(0.3)) { return; }
    while (pool.funders.size() < 2 || (pool.funders.size() < 4 && dice.chance(0.6))) {
        pool.funders.push_back({"出资方" + std::to_string(pool.funders.size() + 1), 0.0, {}});
    }
    const auto cash = static_cast<std::size_t>(dice.between(1, static_cast<int>(pool.funders.size()) - 1));
    const bool ordered = dice.chance(0.5);
    int left = 100;
    for (std::size_t i = 0; i < pool.funders.size(); ++i) {
        scenario::Funder& funder = pool.funders[i];
        if (i == cash) { left = 100; }
        const int share = i + 1 == cash || i + 1 == pool.funders.size() ? left : dice.below(left + 1);
        left -= share;
        funder.share = share / 100.0;
        funder.part = i < cash ? terms::FunderPart::cash : terms::FunderPart::commitment;
        if (ordered && i < cash) { funder.order = static_cast<int>(cash - i); }
    }
}

void name_funders(Dice& dice, scenario::Pool& pool) {
    for (auto& top_up : pool.top_ups) {
        if (pool.funders.empty() || dice.chance(0.5)) { continue; }
        const int funder = dice.below(static_cast<int>(pool.funders.size()));
        if (pool.funders[static_cast<std::size_t>(funder)].part != terms::FunderPart::commitment) {
            top_up.funder = funder;
        }
    }
}

} // namespace

void vary_funding(Dice& dice, scenario::Scenario& s) {
    split_parts(dice, s.pool);
    name_funders(dice, s.pool);
    if (s.pool.refill && dice.chance(0.4)) {
        s.pool.refill->target = Fen{};
        s.pool.refill->target_of_loans = dice.pick({0.01, 0.0731, 0.15});
        if (dice.chance(0.5)) { s.pool.refill->below_of_loans = dice.pick({0.005, 0.01}); }
    }
    for (auto& product : s.products) {
        if (product.guarantee_fee && dice.chance(0.3)) { product.guarantee_fee->to = terms::FeeTo::insurer; }
        if (product.interest_subsidy && dice.chance(0.4)) { product.interest_subsidy->lpr = Rate{0.0315}; }
    }
}

} // namespace kdt::properties
