#pragma once

#include "scenario/block.hpp"
#include "scenario/scenario.hpp"

// From the document to the structures, block by block. No rules here: shape has been checked before, rules come after.
namespace kdt::scenario {

/// The place of an id in a list of things with an id; 0 where it is not there.
template <class Member>
int place_in(const std::vector<Member>& members, const std::string& id) {
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (members[i].id == id) { return static_cast<int>(i); }
    }
    return 0;
}

/// Everything but the CSV files and the list of sources.
Scenario read_scenario(const Block& root);

/// Needs the banks for whose accounts top-ups are.
Pool read_pool(const Block& pool, const Block& stress, const std::vector<Bank>& banks);
terms::OnCap read_on_cap(const Block& block);
std::optional<terms::GuaranteeFee> read_guarantee_fee(const Block& fee);
std::optional<terms::InterestSubsidy> read_interest_subsidy(const Block& subsidy);
/// Needs the sectors that layers are for.
std::vector<Bank> read_banks(const Block& banks, const std::vector<Sector>& sectors);
/// One band, or a list of them: those of the same sectors are one layer.
std::vector<terms::Layer> read_layers(const Block& layer, const std::vector<Sector>& sectors);
terms::PartyTerms read_party(const Block& party);
std::vector<Reguarantor> read_reguarantors(const Block& reguarantors, const std::vector<Tier>& tiers);
/// The names of collateral that tiers and conditions of the scenario use.
std::vector<std::string> read_collateral_kinds(const Block& root);
/// Needs the kinds of collateral.
std::vector<Tier> read_tiers(const Block& tiers, const std::vector<std::string>& collateral_kinds);
/// A probability, or one for each kind by its name.
void read_collateral(const Block& collateral, const std::vector<std::string>& kinds, Tier& tier);
std::vector<Sector> read_sectors(const Block& sectors, const std::vector<Factor>& factors);
/// Needs banks, tiers, sectors and kinds of collateral for the conditions of share rows.
std::vector<Product> read_products(const Block& products, const Scenario& known);
Credit read_credit(const Block& credit);
Recovery read_recovery(const Block& recovery);
std::optional<SyntheticBook> read_synthetic(const Block& portfolio, const std::vector<Product>& products);
Lending read_lending(const Block& lending, Scenario known);
std::vector<Breaker> read_breakers(const Block& breakers, const std::vector<Product>& products);
/// A multiple of the pool's balance; nothing where it is beyond the range of money.
Fen times_pool(Fen balance, double times);
/// Needs the pool, of which an amount may be a multiple.
std::vector<Target> read_targets(const Block& targets, const std::vector<Product>& products, const Pool& pool);
Stress read_stress(const Block& stress, const Scenario& known);
Report read_report(const Block& report, int horizon_months);

} // namespace kdt::scenario
