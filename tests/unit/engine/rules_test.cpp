#include "catch.hpp"
#include "scenario/stressed.hpp"
#include "small.hpp"

using namespace kdt;
using namespace kdt::small;

namespace {

/// Stops claims from the month after `L1`'s default on, for good.
terms::BreakerRule claims_stop() {
    terms::BreakerRule rule;
    rule.metric = terms::Metric::bad_balance_over_balance;
    rule.stop_above = 0.01;
    rule.halts_claims = true;
    return rule;
}

} // namespace

TEST_CASE("a claim that a breaker holds waits without depleting the pool, and isn't in the shortfall") {
    Scenario s = scheme(4);
    s.pool.balance = Fen{10};
    s.breakers.push_back({"熔断", claims_stop()});
    s.recovery.workout = {{40, 1.0}};
    s.products.front().claim.overdue_months = 1;
    s.products.front().shares.back().pays.fraction = {0.5, 0.3, 0.0, 0.0, 0.2};
    add_loan(s, "L1", 100, 12);
    add_loan(s, "L2", 900, 12);
    add_default(s, "L1", 1);
    const Told told(s);
    CHECK(told.said(2, EventKind::claim_held) == Lines{"L1 50"});
    CHECK(told.said(4, EventKind::claim_held) == Lines{"L1 50"});
    CHECK(told.at(4, Measure::claims_waiting) == 50);
    CHECK(told.at(4, Measure::guarantor_net_loss) == 30); // pays at the due month all the same
    CHECK(told.trace.scores.depleted_month == 0);
    CHECK(told.trace.scores.shortfall.front() == 0);
    CHECK(told.said(1, EventKind::stopped).size() == 1);
}

TEST_CASE("a breaker of one product lets a later claim of another product pass") {
    Scenario s = scheme(3);
    terms::BreakerRule rule = claims_stop();
    rule.scope = terms::Scope::product;
    s.breakers.push_back({"熔断", rule});
    s.recovery.workout = {{40, 1.0}};
    s.products.push_back(s.products.front());
    s.products.back().id = "另";
    s.products.front().claim.overdue_months = 1;
    add_loan(s, "L1", 100, 12);
    add_loan(s, "L2", 100, 12).product = 1;
    add_default(s, "L1", 1); // held from month 2
    add_default(s, "L2", 2); // product 2 is reviewed after its claim
    const Told told(s);
    CHECK(told.said(2, EventKind::claim_held) == Lines{"L1 50"});
    CHECK(told.said(2, EventKind::claim_paid) == Lines{"L2 50"});
}

TEST_CASE("net loss: the claim waits for the workout and asks for what is left") {
    Scenario s = scheme(6);
    s.products.front().claim.pay_on = terms::PayOn::net_loss;
    s.products.front().claim.overdue_months = 1;
    s.recovery.workout = {{1, 0.5}, {4, 1.0}};
    add_loan(s, "L1", 1000, 12);
    add_default(s, "L1", 1, 0.6);
    const Told told(s);
    CHECK(told.at(1, Measure::claims_pending) == 500);
    CHECK(told.at(2, Measure::claims_pending) == 350);
    CHECK(told.said(5, EventKind::claim_paid) == Lines{"L1 200"});
    CHECK(told.at(5, Measure::claims_pending) == 0);
    CHECK(told.at(6, Measure::pool_net_loss) == 200);
    CHECK(told.at(6, Measure::bank_net_loss) == 200);
}

TEST_CASE("bank bears: a short claim falls to the bank, and later recoveries follow what was paid") {
    Scenario s = scheme(3);
    s.pool.balance = Fen{100};
    s.pool.on_shortfall = scenario::OnShortfall::bank_bears;
    s.recovery.workout = {{2, 1.0}};
    add_loan(s, "L1", 1000, 12);
    add_default(s, "L1", 1, 0.3);
    const Told told(s);
    CHECK(told.said(1, EventKind::claim_paid) == Lines{"L1 100"});
    CHECK(told.said(1, EventKind::claim_to_bank) == Lines{"L1 400"});
    CHECK(told.said(3, EventKind::recovery_pool) == Lines{"L1 30"});
    CHECK(told.at(3, Measure::bank_net_loss) == 630);
    CHECK(told.trace.scores.depleted_month == 1);
    CHECK(told.trace.scores.shortfall.front() == 400);
}

TEST_CASE("a rejected claim is filed and then all the bank's") {
    Scenario s = scheme(3);
    s.products.front().claim.rejection_probability = 1.0;
    s.products.front().shares.back().pays.fraction = {0.5, 0.3, 0.0, 0.0, 0.2};
    s.recovery.workout = {{1, 1.0}};
    add_loan(s, "L1", 1000, 12);
    add_default(s, "L1", 1, 0.5);
    const Told told(s);
    CHECK(told.at(3, Measure::claims_filed) == 500);
    CHECK(told.at(3, Measure::claims_rejected) == 500);
    CHECK(told.at(3, Measure::guarantor_net_loss) == 0);
    CHECK(told.at(3, Measure::bank_net_loss) == 500);
    CHECK(told.at(3, Measure::pool_balance) == 1000);
}

TEST_CASE("a firm defaults with all its loans, in the first month stated for any of them") {
    Scenario s = scheme(6);
    add_loan(s, "L1", 100, 12).borrower_id = "firm";
    add_loan(s, "L2", 200, 12).borrower_id = "firm";
    add_loan(s, "L3", 300, 3).borrower_id = "firm"; // repaid by then
    add_loan(s, "L4", 400, 12);
    add_default(s, "L1", 5);
    add_default(s, "L2", 4);
    const Told told(s);
    CHECK(told.said(4, EventKind::default_event) == Lines{"L1 100", "L2 200"});
    CHECK(told.at(6, Measure::defaulted_principal) == 300);
    CHECK(told.at(6, Measure::outstanding) == 400);
}

TEST_CASE("a yearly plan counts renewals, and begins anew in January") {
    Scenario s = scheme(14);
    s.banks.front().yearly_plan = Fen{250};
    s.products.front().tenor_months = 24;
    s.products.front().renewal_probability = 1.0;
    s.products.front().renewal_max_times = 3;
    s.lending.counts = scenario::Counts::smoothed;
    s.lending.demand.push_back({0, 0, 1.0});
    s.lending.seasonality = {1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}; // January and March
    add_loan(s, "L1", 100, 2);
    const Told told(s);
    CHECK(told.said(1, EventKind::granted).size() == 1);
    CHECK(told.said(2, EventKind::renewed) == Lines{"L1+1 100"});
    CHECK(told.said(3, EventKind::refused_bank_plan).size() == 1);
    CHECK(told.said(13, EventKind::granted).size() == 1);
}

TEST_CASE("a renewal chooses its share row anew, as a renewal") {
    Scenario s = scheme(5);
    auto& product = s.products.front();
    product.renewal_probability = 1.0;
    product.renewal_max_times = 1;
    terms::ShareRow renewals;
    renewals.when.renewal = true;
    renewals.pays.fraction = {0.1, 0.0, 0.0, 0.0, 0.9};
    product.shares.insert(product.shares.begin(), renewals);
    add_loan(s, "L1", 1000, 2);
    add_default(s, "L1", 4); // stated of the loan: its borrower, on the renewed contract
    const Told told(s);
    CHECK(told.said(2, EventKind::renewed) == Lines{"L1+1 1000"});
    CHECK(told.said(4, EventKind::claim_paid) == Lines{"L1+1 100"});
}

TEST_CASE("capacity net of the pipeline counts what waits and what is still to fall due") {
    Scenario s = scheme(2);
    s.pool.leverage = scenario::Leverage{2.0, scenario::LeverageBase::net_of_pipeline, true};
    s.products.front().claim.overdue_months = 3;
    s.recovery.workout = {{12, 1.0}};
    add_loan(s, "L1", 400, 12);
    add_loan(s, "L2", 300, 12);
    add_default(s, "L1", 1); // 200 to come of the pool's 1000; 400 bad
    const Told told(s);
    CHECK(told.at(0, Measure::capacity_left) == 2000 - 700);
    CHECK(told.at(1, Measure::capacity_left) == 2 * (1000 - 200) - 300 - 400);
}

TEST_CASE("a target missed is bound by the reason with the largest amount refused, by demand if that isn't enough") {
    Scenario s = scheme(2);
    s.pool.leverage = scenario::Leverage{0.15, scenario::LeverageBase::opening, false}; // one loan of 100
    s.lending.counts = scenario::Counts::smoothed;
    s.lending.demand.push_back({0, 0, 2.0});
    scenario::Target near;
    near.to_month = 2;
    near.amount = Fen{400};
    scenario::Target far = near;
    far.amount = Fen{401};
    scenario::Target met = near;
    met.amount = Fen{100};
    s.targets = {near, far, met};
    const auto targets = Told(s).trace.scores.targets;
    CHECK(targets[0].value == 100);
    CHECK_FALSE(targets[0].met);
    CHECK(targets[0].bound_by == 3); // capacity
    CHECK(targets[1].bound_by == 0); // 300 refused, 301 missing
    CHECK(targets[2].met);
}

TEST_CASE("stress: a multiplier on the PD stops at 0.99, and leaves an unstressed PD as it is") {
    CHECK(scenario::stressed_pd(0.4, 2.0) == 0.8);
    CHECK(scenario::stressed_pd(0.4, 3.0) == 0.99);
    CHECK(scenario::stressed_pd(0.995, 1.0) == 0.995);
    CHECK(scenario::stressed_pd(0.4, 0.0) == 0.0);
}
