#include "scenario/rules.hpp"

#include "scenario/rule_list.hpp"

namespace kdt::scenario {
namespace {

void notice_idle(const RuleInput& input) {
    notice_idle_breakers(input);
    notice_idle_stress(input);
    notice_idle_given(input);
    notice_idle_firms(input);
    notice_idle_funding(input);
    notice_idle_terms(input);
    notice_idle_shares(input);
    notice_idle_conditions(input);
    notice_idle_zeros(input);
    notice_first_year(input);
}

} // namespace

void check_rules(const Block& root, Scenario& scenario, Findings& findings) {
    const RuleInput input{root, scenario, findings};

    check_share_rows(input);
    check_add_ons(input);
    check_reguarantors(input);
    check_layers(input);
    check_claim_caps(input);
    check_size_laws(input);
    check_tenors(input);
    check_repayment(input);
    check_rate_caps(input);
    check_workout(input);
    check_instalments(input);
    check_recovery_law(input);
    check_breakers(input);

    check_pool_mode(input);
    check_funders(input);
    check_refill(input);
    check_sub_accounts(input);
    check_top_up_accounts(input);
    check_own_multiples(input);
    check_ceiling_per_bank(input);
    check_management_fee(input);
    check_top_ups(input);

    check_factor_pairs(input);
    check_factor_matrices(input);
    check_factor_weights(input);
    check_dependence(input);
    check_logit(input);
    check_gamma_factors(input);
    check_basel(input);
    check_seasoning(input);
    check_stressed_correlations(input);

    check_weights(input);
    check_opening_book(input);
    check_tape(input);
    check_synthetic_book(input);
    check_collateral(input);
    check_promotions(input);
    check_demand_rows(input);
    check_demand(input);
    check_given(input);

    check_stated_defaults(input);
    check_bank_stops(input);
    check_top_up_failures(input);
    check_contagion(input);

    check_method(input);
    check_horizons(input);
    check_levels(input);
    check_targets(input);
    check_sums_of_pool(input);
    check_sums_of_money(input);
    notice_unlikely_amounts(input);
    notice_unknown_revenue(input);
    if (findings.mistakes().empty() && findings.problems().empty()) { notice_idle(input); }

    if (scenario.credit.dependence == Dependence::given) { scenario.paths = 1; }
}

} // namespace kdt::scenario
