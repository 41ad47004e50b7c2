#pragma once

#include "scenario/block.hpp"
#include "scenario/findings.hpp"
#include "scenario/scenario.hpp"
#include "scenario/values.hpp"

#include <algorithm>

// Every rule across fields, by the file that holds it.
namespace kdt::scenario {

inline bool renews(const Product& product) {
    return product.renewal_probability > 0.0 && product.renewal_max_times > 0;
}

/// Whether anything is ever lent: applications or renewals.
inline bool lends(const Scenario& scenario) {
    return !scenario.lending.demand.empty() || std::any_of(scenario.products.begin(), scenario.products.end(), renews);
}

struct RuleInput {
    const Block& root;
    const Scenario& scenario;
    Findings& findings;

    /// Whether the rule may build on what stands at the pointer: no mistake has been found there.
    bool sound(std::string_view pointer) const { return findings.sound(pointer); }
    void mistake(std::string pointer, Text what, Text fix = {}) const {
        findings.mistake(std::move(pointer), std::move(what), std::move(fix));
    }
    void notice(const std::string& pointer, const Text& text) const {
        findings.notice({pointer + "：" + text.zh, pointer + ": " + text.en});
    }
    /// What can never act, or not as it stands: why, and what to do. Nothing is wrong with it otherwise.
    void idle(const std::string& pointer, const Text& why, const Text& fix = {}) const {
        const bool advised = !fix.zh.empty();
        notice(pointer, {why.zh + (advised ? "；" + fix.zh : ""), why.en + (advised ? "; " + fix.en : "")});
    }
};

/// Sums of shares written with a few digits miss 1 by no more.
inline constexpr double kShareTolerance = 1e-9;

// rules_terms.cpp
void check_share_rows(const RuleInput& in);       ///< sums, the last row without a condition, rows that can apply
void check_claim_caps(const RuleInput& in);       ///< an empty cap, a rule for a cap that is not there
void check_add_ons(const RuleInput& in);          ///< conditions that can hold, ceilings above the rows
void notice_unknown_revenue(const RuleInput& in); ///< a condition on revenue that nothing states
void check_tenors(const RuleInput& in);           ///< none twice
void check_repayment(const RuleInput& in);        ///< equal instalments have a rate
void check_rate_caps(const RuleInput& in);        ///< of products; the tape's are read with it
void check_instalments(const RuleInput& in);      ///< the same
void check_reguarantors(const RuleInput& in);     ///< no more is ceded than the guarantor pays
void check_workout(const RuleInput& in);          ///< shares sum to 1, months ascend
void check_recovery_law(const RuleInput& in);     ///< a Beta law with this mean and sd exists

// rules_layers.cpp
void check_layers(const RuleInput& in); ///< levels in order, bands that don't overlap, of one book

// rules_breakers.cpp
void check_breakers(const RuleInput& in); ///< levels in order, something to halt, payments to count

// rules_pool.cpp
void check_pool_mode(const RuleInput& in); ///< each mode has the money it pays from, and no other
void check_management_fee(const RuleInput& in);
void check_top_ups(const RuleInput& in);      ///< what stands in for a draw where nothing is drawn
void check_sums_of_pool(const RuleInput& in); ///< no sum leaves the range of 64 bits

// rules_funders.cpp
void check_funders(const RuleInput& in); ///< shares sum to 1; parts and an order for all or none
void check_refill(const RuleInput& in);  ///< one target, a level not above it

// rules_accounts.cpp
void check_sub_accounts(const RuleInput& in);     ///< within the pool's cash; something that terms of transfer are for
void check_top_up_accounts(const RuleInput& in);  ///< a bank's account that is there
void check_own_multiples(const RuleInput& in);    ///< of banks: for a ceiling per bank only
void check_ceiling_per_bank(const RuleInput& in); ///< an account of every bank

// rules_credit.cpp
void check_factor_pairs(const RuleInput& in);          ///< no pair stands twice with two values
void check_factor_matrices(const RuleInput& in);       ///< R and Q are positive semi-definite
void check_factor_weights(const RuleInput& in);        ///< a correlation has factors to come from
void check_seasoning(const RuleInput& in);             ///< a first year to take the mean of
void check_stressed_correlations(const RuleInput& in); ///< below 1 after stress

// rules_dependence.cpp
void check_dependence(const RuleInput& in);    ///< degrees of freedom, slope, macro factor
void check_logit(const RuleInput& in);         ///< a slope has factors to come from
void check_basel(const RuleInput& in);         ///< turnover and its currency, where the formula asks for them
void check_gamma_factors(const RuleInput& in); ///< CreditRisk+: weights from 0 to 1, a gamma_sd for each

// rules_book.cpp
void check_size_laws(const RuleInput& in);      ///< each law has its own parameters
void check_weights(const RuleInput& in);        ///< of banks and sectors: a positive sum
void check_opening_book(const RuleInput& in);   ///< tape or synthetic, and something to simulate
void check_tape(const RuleInput& in);           ///< every loan has a PD
void check_synthetic_book(const RuleInput& in); ///< mix, tiers and sizes to make it from
void check_demand_rows(const RuleInput& in);    ///< by number, amount or firms; firms to apply
void check_collateral(const RuleInput& in);     ///< probabilities of kinds sum to 1 at most
void check_promotions(const RuleInput& in);     ///< to another tier
void check_demand(const RuleInput& in); ///< sizes for every row, within the cap; a number of loans that can be held
void check_given(const RuleInput& in);  ///< what stated defaults allow beside them

// rules_shocks.cpp
void check_stated_defaults(const RuleInput& in); ///< one thing named in each, known and within the horizon
void check_bank_stops(const RuleInput& in);      ///< months in order and within the horizon
void check_top_up_failures(const RuleInput& in); ///< a top-up to fail
void check_contagion(const RuleInput& in);       ///< anchors and contagion go together

// rules_idle_*.cpp: what can never act, noticed where the scenario has no mistake
void notice_idle_funding(const RuleInput& in);    ///< money that never comes, limits of 0
void notice_idle_terms(const RuleInput& in);      ///< parties, layers, claims, fees and subsidies of nothing
void notice_idle_shares(const RuleInput& in);     ///< rows and add-ons that never apply, or not in full
void notice_idle_conditions(const RuleInput& in); ///< conditions that no loan can meet
void notice_idle_zeros(const RuleInput& in);      ///< caps of 0, chances of 0 and 1
void notice_first_year(const RuleInput& in);      ///< rates of a book that is empty at as_of (rules_first_year.cpp)
void notice_idle_breakers(const RuleInput& in);   ///< what they halt, when they resume, what they divide by
void notice_idle_stress(const RuleInput& in);     ///< periods and defaults that are never reached
void notice_idle_given(const RuleInput& in);      ///< what stated defaults leave without effect
void notice_idle_firms(const RuleInput& in);      ///< firms and their flows that no demand hangs on

void check_method(const RuleInput& in); ///< tilt and sobol need factors that are drawn (rules_method.cpp)

// rules_calendar.cpp
void check_horizons(const RuleInput& in);
void check_levels(const RuleInput& in);
void check_targets(const RuleInput& in);
void check_sums_of_money(const RuleInput& in);     ///< no sum leaves the range of 64 bits
void notice_unlikely_amounts(const RuleInput& in); ///< a unit may be mixed up

} // namespace kdt::scenario
