#include "book/amortisation.hpp"

#include "book/weights.hpp"
#include "catch.hpp"

#include <vector>

using namespace kdt;
using namespace kdt::book;

TEST_CASE("schedule: equal principal pays ⌊P/n⌋ a month and the rest in the last") {
    const Schedule schedule = Schedule::equal_principal(Fen{1000}, 3);
    CHECK(schedule.instalment == Fen{333});
    CHECK(schedule.balance_after(0) == Fen{1000});
    CHECK(schedule.balance_after(1) == Fen{667});
    CHECK(schedule.balance_after(2) == Fen{334});
    CHECK(schedule.balance_after(3) == Fen{0});
    CHECK(schedule.final_payment() == Fen{334});
}

TEST_CASE("schedule: a bullet owes all of it until its last month") {
    const Schedule schedule = Schedule::bullet(Fen{1000}, 12);
    CHECK(schedule.balance_after(11) == Fen{1000});
    CHECK(schedule.balance_after(12) == Fen{0});
    CHECK(schedule.final_payment() == Fen{1000});
}

TEST_CASE("schedule: what is paid over the months is the principal, for every length") {
    for (std::int64_t principal : {1, 7, 100'000'001}) {
        for (int months = 1; months <= 60; ++months) {
            const Schedule schedule = Schedule::equal_principal(Fen{principal}, months);
            Fen paid = schedule.final_payment();
            for (int month = 1; month < months; ++month) { paid += schedule.instalment; }
            CHECK(paid == Fen{principal});
            CHECK(schedule.balance_after(months - 1) == schedule.final_payment());
        }
    }
}

TEST_CASE("weights: u falls on places in proportion, never on one without weight") {
    const std::vector<double> weights = {0.0, 2.0, 0.0, 1.0, 1.0, 0.0};
    CHECK(place_of(1e-12, weights) == 1);
    CHECK(place_of(0.4999, weights) == 1);
    CHECK(place_of(0.5, weights) == 3);
    CHECK(place_of(0.7501, weights) == 4);
    CHECK(place_of(1.0 - 1e-16, weights) == 4);
}

TEST_CASE("schedule: an extension puts the last payment off, an early repayment ends all with a month's instalment") {
    Schedule schedule = Schedule::equal_principal(Fen{1000}, 3);
    schedule.extension = 2;
    CHECK(schedule.life() == 5);
    CHECK(schedule.is_extended());
    CHECK(schedule.instalments() == 2);
    CHECK(schedule.balance_after(2) == Fen{334});
    CHECK(schedule.balance_after(4) == Fen{334});
    CHECK(schedule.balance_after(5) == Fen{0});
    CHECK(schedule.final_payment() == Fen{334});
    schedule.repaid_early_in = 4;
    CHECK(schedule.life() == 4);
    CHECK(schedule.early_payment() == Fen{334});
    schedule.repaid_early_in = 1;
    CHECK_FALSE(schedule.is_extended());
    CHECK(schedule.instalments() == 0);
    CHECK(schedule.final_payment() == Fen{1000}); // the month's instalment of 333 and the rest
    CHECK(schedule.early_payment() == Fen{667});
}
