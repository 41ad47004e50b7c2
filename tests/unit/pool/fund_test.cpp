#include "pool/fund.hpp"

#include "catch.hpp"
#include "pool/refill.hpp"

using namespace kdt;
using namespace kdt::pool;

TEST_CASE("fund: a commitment pays up to the year's limit, and what is not used lapses") {
    Fund fund = Fund::committed(Fen{}, Fen{100}, false, false);
    CHECK(fund.pay(Fen{70}) == Fen{70});
    CHECK(fund.balance() == Fen{30});
    CHECK(fund.base() == Fen{100});
    fund.start_year();
    CHECK(fund.balance() == Fen{100});
    CHECK(fund.renewed() == Fen{70});
    CHECK(fund.pay(Fen{130}) == Fen{100});
    CHECK(fund.pay(Fen{1}) == Fen{0});
    CHECK(fund.called() == Fen{170});
}

TEST_CASE("fund: a limit carried over stands beside the next year's") {
    Fund fund = Fund::committed(Fen{}, Fen{100}, true, false);
    fund.pay(Fen{40});
    fund.start_year();
    CHECK(fund.balance() == Fen{160});
    CHECK(fund.base() == Fen{160});
    CHECK(fund.renewed() == Fen{100});
    fund.pay(Fen{10});
    fund.start_year();
    CHECK(fund.balance() == Fen{250});
}

TEST_CASE("fund: what comes back to a commitment is the treasury's and raises nothing") {
    Fund fund = Fund::committed(Fen{}, Fen{100}, false, false);
    fund.pay(Fen{40});
    fund.recover(Fen{25});
    fund.recover(Fen{30});
    CHECK(fund.returned() == Fen{55});
    CHECK(fund.balance() == Fen{60});
    CHECK(fund.credit_interest(Rate{0.12}) == Fen{0});
}

TEST_CASE("fund: fees are cash, but the treasury's under a commitment alone") {
    Fund pool(Fen{5});
    pool.receive_fees(Fen{3});
    CHECK(pool.cash() == Fen{8});
    Fund hybrid = Fund::committed(Fen{5}, Fen{100}, false, true);
    hybrid.receive_fees(Fen{3});
    CHECK(hybrid.cash() == Fen{8});
    Fund commitment = Fund::committed(Fen{}, Fen{100}, false, false);
    commitment.receive_fees(Fen{3});
    CHECK(commitment.balance() == Fen{100});
    CHECK(commitment.returned() == Fen{3});
}

TEST_CASE("fund: hybrid pays from cash first and gives back in reverse") {
    Fund fund = Fund::committed(Fen{50}, Fen{100}, false, true);
    CHECK(fund.balance() == Fen{150});
    CHECK(fund.pay(Fen{80}) == Fen{80});
    CHECK(fund.cash() == Fen{0});
    CHECK(fund.called() == Fen{30});
    fund.recover(Fen{20});
    CHECK(fund.returned() == Fen{20});
    CHECK(fund.cash() == Fen{0});
    fund.recover(Fen{20});
    CHECK(fund.returned() == Fen{30});
    CHECK(fund.cash() == Fen{10});
    CHECK(fund.base() == Fen{110});
}

TEST_CASE("fund: its account closes after any movements, in every mode") {
    for (const int mode : {0, 1, 2}) {
        for (const bool carry_over : {false, true}) {
            Fund fund =
                mode == 0 ? Fund(Fen{500}) : Fund::committed(Fen{mode == 2 ? 500 : 0}, Fen{300}, carry_over, mode == 2);
            std::int64_t expected = fund.balance().count;
            for (std::int64_t i = 1; i <= 400; ++i) {
                expected -= fund.pay(Fen{i * 7919 % 97}).count;
                const Fen back{i * 104729 % 61};
                fund.recover(back);
                expected += back.count;
                if (mode != 1) { expected += fund.credit_interest(Rate{0.07}).count; }
                if (mode != 0 && i % 12 == 0) { fund.start_year(); }
                CHECK(fund.balance().count == expected + fund.renewed().count - fund.returned().count);
                CHECK(fund.balance() >= Fen{});
            }
            CHECK((fund.called() > Fen{}) == (mode != 0));
        }
    }
}

TEST_CASE("refill: orders to the target when the balance is under the level, with what is on the way") {
    const RefillRule rule{terms::Level::of(0.5), Fen{100}, 2, {}};
    RefillOrders orders;
    orders.start(12, 12);
    CHECK(orders.order(rule, {Fen{50}, Fen{}}, 1).ordered == Fen{0});
    CHECK(orders.order(rule, {Fen{49}, Fen{}}, 1).ordered == Fen{51});
    CHECK(orders.order(rule, {Fen{0}, Fen{}}, 2).ordered == Fen{0}); // 51 are on the way
    CHECK(orders.take(2) == Fen{0});
    CHECK(orders.take(3) == Fen{51});
    CHECK(orders.on_the_way() == Fen{0});
    CHECK(orders.order(rule, {Fen{0}, Fen{}}, 11).ordered == Fen{100}); // comes after the horizon, and is on the way
    CHECK(orders.order(rule, {Fen{0}, Fen{}}, 12).ordered == Fen{0});
}

TEST_CASE("refill: no more arrives in a calendar year than its limit") {
    const RefillRule rule{terms::Level::of(1.0), Fen{100}, 1, Fen{60}};
    RefillOrders orders;
    orders.start(30, 3); // months 1 to 3, then whole years
    CHECK(orders.order(rule, {Fen{70}, Fen{}}, 1).ordered == Fen{30});
    CHECK(orders.take(2) == Fen{30});
    CHECK(orders.order(rule, {Fen{0}, Fen{}}, 2).ordered == Fen{30}); // arrives in month 3: 60 − 30 are left
    CHECK(orders.take(3) == Fen{30});
    CHECK(orders.order(rule, {Fen{0}, Fen{}}, 3).ordered == Fen{60});  // arrives in month 4, the next year
    CHECK(orders.order(rule, {Fen{0}, Fen{}}, 14).ordered == Fen{0});  // arrives in month 15, still that year
    CHECK(orders.order(rule, {Fen{0}, Fen{}}, 15).ordered == Fen{40}); // 60 are still on the way: 40 are missing
}

TEST_CASE("refill: what the yearly limit takes off an order is told") {
    const RefillRule rule{terms::Level::of(1.0), Fen{100}, 0, Fen{15}};
    RefillOrders orders;
    orders.start(12, 12);
    const RefillOrder first = orders.order(rule, {Fen{60}, Fen{}}, 1);
    CHECK(first.missing == Fen{40});
    CHECK(first.ordered == Fen{15});
    CHECK(orders.take(1) == Fen{15});
    const RefillOrder later = orders.order(rule, {Fen{75}, Fen{}}, 2);
    CHECK(later.missing == Fen{25});
    CHECK(later.ordered == Fen{0});
    CHECK(orders.order(rule, {Fen{100}, Fen{}}, 3).missing == Fen{0});
}

TEST_CASE("refill: target and level may be shares of the loans") {
    RefillRule rule{terms::Level::of(0.10), Fen{}, 0, {}};
    rule.target_of_loans = Rate{0.15};
    rule.below_of_loans = true;
    RefillOrders orders;
    orders.start(12, 12);
    CHECK(orders.order(rule, {Fen{100}, Fen{1'000}}, 1).ordered == Fen{0});
    CHECK(orders.order(rule, {Fen{99}, Fen{1'000}}, 1).ordered == Fen{51});
    CHECK(orders.take(1) == Fen{51});
    rule.below_of_loans = false; // 10 % of a target of 150
    CHECK(orders.order(rule, {Fen{15}, Fen{1'000}}, 2).ordered == Fen{0});
    CHECK(orders.order(rule, {Fen{14}, Fen{1'000}}, 2).ordered == Fen{136});
    CHECK(orders.take(2) == Fen{136});
    CHECK(orders.order(rule, {Fen{0}, Fen{}}, 3).ordered == Fen{0}); // no loans, nothing to keep for them
}
