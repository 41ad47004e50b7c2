#include "catch.hpp"
#include "small.hpp"

// The order of the month (model page, section 2), each neighbouring pair of steps by a case where it matters.

using namespace kdt;
using namespace kdt::small;

TEST_CASE("month: interest is on the opening balance, before the month's top-up") {
    Scenario s = scheme(2);
    s.pool.balance = Fen{120'000};
    s.pool.interest_rate = Rate{0.10};
    s.pool.top_ups.push_back({1, Fen{60'000}});
    const Told told(s);
    CHECK(told.at(1, Measure::interest_income) == 1000);
    CHECK(told.at(1, Measure::pool_balance) == 181'000);
    CHECK(told.at(2, Measure::interest_income) == 1000 + 1508); // 181,000 · 0.1 / 12 = 1508.33
}

TEST_CASE("month: top-ups and recoveries are there when the month's claims are paid") {
    Scenario s = scheme(4);
    s.pool.balance = Fen{100};
    s.pool.top_ups.push_back({2, Fen{60}});
    s.recovery.workout = {{2, 1.0}};
    add_loan(s, "L1", 200, 12);
    add_loan(s, "L2", 100, 12);
    add_loan(s, "L3", 80, 12);
    add_default(s, "L1", 1, 0.4); // claim 100 in month 1, takes all there is; 80 come back in month 3, 40 of it ours
    add_default(s, "L2", 2);      // claim 50, paid from the top-up of 60
    add_default(s, "L3", 3);      // claim 40, paid from 10 + 40
    const Told told(s);
    CHECK(told.at(1, Measure::pool_balance) == 0);
    CHECK(told.said(2, EventKind::claim_paid) == Lines{"L2 50"});
    CHECK(told.said(3, EventKind::claim_paid) == Lines{"L3 40"});
    CHECK(told.at(3, Measure::pool_balance) == 10);
    CHECK(told.trace.scores.depleted_month == 0);
}

TEST_CASE("month: exposure at default is the balance before the month's instalment") {
    Scenario s = scheme(3);
    s.products.front().repayment = scenario::Repayment::equal_principal;
    add_loan(s, "L1", 100, 3);
    add_loan(s, "L2", 100, 3);
    add_default(s, "L1", 2);
    add_default(s, "L2", 3);
    const Told told(s);
    CHECK(told.at(1, Measure::outstanding) == 134);
    CHECK(told.said(2, EventKind::default_event) == Lines{"L1 67"});
    CHECK(told.at(2, Measure::outstanding) == 34);
    CHECK(told.said(3, EventKind::default_event) == Lines{"L2 34"});
    CHECK(told.at(3, Measure::outstanding) == 0);
}

TEST_CASE("month: the workout share of month 0 comes before a claim that falls due at once") {
    Scenario s = scheme(2);
    s.recovery.workout = {{0, 0.5}, {1, 1.0}};
    s.recovery.cost_rate = Rate{0.1};
    add_loan(s, "L1", 1000, 12);
    add_default(s, "L1", 1, 0.4);
    const Told told(s); // 400 come in: 200 now, 180 net of cost; basis 820
    CHECK(told.said(1, EventKind::recovery_bank) == Lines{"L1 180"});
    CHECK(told.said(1, EventKind::claim_filed) == Lines{"L1 410"});
    CHECK(told.at(1, Measure::bad_balance) == 800);
    CHECK(told.said(2, EventKind::recovery_pool) == Lines{"L1 90"});
    CHECK(told.at(2, Measure::bad_balance) == 0);
    CHECK(told.at(1, Measure::credit_loss) == 640);
    CHECK(told.at(1, Measure::loss_to_date) == 820);
    CHECK(told.at(2, Measure::loss_to_date) == 640);
    CHECK(told.at(2, Measure::pool_net_loss) == 320);
    CHECK(told.at(2, Measure::bank_net_loss) == 320);
}

TEST_CASE("month: claims are paid those waiting first, then by due month, default month and loan id") {
    Scenario s = scheme(5);
    s.pool.balance = Fen{70};
    s.pool.top_ups = {{3, Fen{60}}, {4, Fen{100}}};
    scenario::Product slow = s.products.front();
    slow.id = "慢";
    slow.claim.review_months = 2;
    s.products.push_back(slow);
    add_loan(s, "L4", 100, 12);
    add_loan(s, "L3", 100, 12);
    add_loan(s, "L2", 100, 12).product = 1;
    add_loan(s, "L1", 60, 12);
    add_default(s, "L3", 1); // due 1: 50, paid; 20 left
    add_default(s, "L2", 1); // due 3, but defaulted before L1
    add_default(s, "L4", 2); // due 2: 50, 20 paid, 30 wait
    add_default(s, "L1", 3); // due 3
    const Told told(s);
    CHECK(told.said(1, EventKind::claim_paid) == Lines{"L3 50"});
    CHECK(told.said(2, EventKind::claim_paid) == Lines{"L4 20"});
    CHECK(told.said(2, EventKind::claim_waits) == Lines{"L4 30"});
    CHECK(told.said(3, EventKind::claim_paid) == Lines{"L4 30", "L2 30"});
    CHECK(told.said(3, EventKind::claim_waits) == Lines{"L2 20", "L1 30"});
    CHECK(told.said(4, EventKind::claim_paid) == Lines{"L2 20", "L1 30"});
    CHECK(told.trace.scores.depleted_month == 2);
    CHECK(told.trace.scores.shortfall.front() == 50);
}

TEST_CASE("month: a loan that matures makes room for the month's lending, renewals before applications") {
    Scenario s = scheme(3);
    s.pool.leverage = scenario::Leverage{0.3, scenario::LeverageBase::opening, false}; // 300 may be outstanding
    s.products.front().tenor_months = 2;
    s.products.front().renewal_probability = 1.0;
    s.products.front().renewal_max_times = 1;
    s.lending.counts = scenario::Counts::smoothed;
    s.lending.demand.push_back({0, 0, 1.0});
    add_loan(s, "L1", 200, 1);
    const Told told(s);
    CHECK(told.said(1, EventKind::matured) == Lines{"L1 200"});
    CHECK(told.said(1, EventKind::renewed) == Lines{"L1+1 200"});
    CHECK(told.said(1, EventKind::granted) == Lines{"2022-01/产品/层级/1 100"});
    CHECK(told.said(2, EventKind::refused_capacity) == Lines{"2022-02/产品/层级/1 100"});
    CHECK(told.said(3, EventKind::renewal_not_wanted) == Lines{"L1+1 200"}); // renewed once already; the next 100 isn't
    CHECK(told.said(3, EventKind::renewed) == Lines{"2022-01/产品/层级/1+1 100"});
    CHECK(told.at(3, Measure::outstanding) == 200);
}

TEST_CASE("month: capacity follows the balance after the month's claims") {
    Scenario s = scheme(1);
    s.pool.leverage = scenario::Leverage{1.0, scenario::LeverageBase::balance, false};
    s.lending.counts = scenario::Counts::smoothed;
    s.lending.demand.push_back({0, 0, 6.0});
    add_loan(s, "L1", 1200, 12);
    add_default(s, "L1", 1); // claim 600 leaves 400
    const Told told(s);
    CHECK(told.said(1, EventKind::granted).size() == 4);
    CHECK(told.said(1, EventKind::refused_capacity).size() == 2);
    CHECK(told.at(1, Measure::capacity_left) == 0);
}

TEST_CASE("month: a breaker reviewed after lending holds from the next month on, until a later review lifts it") {
    Scenario s = scheme(4);
    terms::BreakerRule rule;
    rule.metric = terms::Metric::bad_balance_over_balance;
    rule.stop_above = rule.resume_below = 0.1;
    rule.halts_lending = true;
    s.breakers.push_back({"熔断", rule});
    s.recovery.workout = {{2, 1.0}};
    s.lending.counts = scenario::Counts::smoothed;
    s.lending.demand.push_back({0, 0, 1.0});
    add_loan(s, "L1", 500, 12);
    add_default(s, "L1", 1);
    const Told told(s);
    CHECK(told.said(1, EventKind::granted).size() == 1);
    CHECK(told.said(1, EventKind::stopped) == Lines{"500"});
    CHECK(told.said(2, EventKind::refused_breaker).size() == 1);
    CHECK(told.said(3, EventKind::refused_breaker).size() == 1);
    CHECK(told.said(3, EventKind::resumed) == Lines{"0"}); // the workout ends in month 3
    CHECK(told.said(4, EventKind::granted).size() == 1);
    CHECK(told.trace.scores.stopped == std::vector<std::uint8_t>{0, 0, 1, 1, 0});
}
