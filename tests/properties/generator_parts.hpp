#pragma once

#include "dice.hpp"
#include "generator.hpp"

// The blocks of a random scenario, filled in this order: later ones refer to earlier ones.
namespace kdt::properties {

void add_parties(Dice& dice, scenario::Scenario& scenario); ///< banks, tiers, sectors
void add_products(Dice& dice, const Wishes& wishes, scenario::Scenario& scenario);
terms::Condition firm_condition(Dice& dice);               ///< first loan, collateral or revenue
void add_credit(Dice& dice, scenario::Scenario& scenario); ///< factors, dependence, seasoning
void add_recovery(Dice& dice, scenario::Scenario& scenario);
void add_portfolio(Dice& dice, const Wishes& wishes, scenario::Scenario& scenario);
void add_pool(Dice& dice, scenario::Scenario& scenario);                              ///< sized by the opening book
void add_claim_rules(Dice& dice, const Wishes& wishes, scenario::Scenario& scenario); ///< caps on claims, other parties
void add_funding(Dice& dice, scenario::Scenario& scenario);                           ///< part of the pool
void add_funders(Dice& dice, scenario::Scenario& scenario);                           ///< the same
void vary_funding(Dice& dice, scenario::Scenario& scenario); ///< whose a top-up is, whose the cash; premiums, LPR
void add_charges(Dice& dice, scenario::Scenario& scenario);  ///< fees, costs and subsidies
void add_accounts(Dice& dice, scenario::Scenario& scenario); ///< of the banks, in the pool
void add_lines(Dice& dice, scenario::Scenario& scenario); ///< of products, the tape, the ceiling and the borrower cap
void add_lending(Dice& dice, scenario::Scenario& scenario);
void add_breakers(Dice& dice, scenario::Scenario& scenario);
void narrow_breakers(Dice& dice, scenario::Scenario& scenario); ///< to payers and products
void add_targets(Dice& dice, scenario::Scenario& scenario);
void add_stress(Dice& dice, scenario::Scenario& scenario);

/// Whole 万元.
inline Fen wan(double amount) { return Fen{static_cast<std::int64_t>(amount) * 1'000'000}; }
/// An amount to the 分.
inline Fen odd_amount(Dice& dice, double from_wan, double to_wan) { return to_fen(dice.real(from_wan, to_wan) * 1e6); }

} // namespace kdt::properties
