#include "terms/breaker.hpp"

#include "catch.hpp"

using namespace kdt;
using namespace kdt::terms;

namespace {

/// Distinct amounts, so that no metric can take another's.
Exposure exposure() {
    return {.performing = Fen{900},
            .bad = Fen{100},
            .defaulted_in_year = Fen{30},
            .lent_in_year = Fen{600},
            .claims_in_year = Fen{12},
            .matured_in_year = Fen{400},
            .claims_so_far = Fen{36},
            .lent_so_far = Fen{1800},
            .pool_at_start_of_year = Fen{240}};
}

void check_ratio(Metric metric, std::int64_t numerator, std::int64_t denominator) {
    const Ratio ratio = measure(metric, exposure());
    CHECK(ratio.numerator == Fen{numerator});
    CHECK(ratio.denominator == Fen{denominator});
}

} // namespace

TEST_CASE("breakers: each metric is the ratio of its name") {
    check_ratio(Metric::bad_balance_over_balance, 100, 1000);
    check_ratio(Metric::bad_over_lending_in_year, 30, 600);
    check_ratio(Metric::claims_over_lending_in_year, 12, 600);
    check_ratio(Metric::claims_over_matured_in_year, 12, 400);
    check_ratio(Metric::cumulative_claims_over_cumulative_lending, 36, 1800);
    check_ratio(Metric::claims_over_pool, 12, 240);
}

TEST_CASE("breakers: exactly at the level a ratio is neither above nor below, one 分 more or less decides") {
    for (const auto& [level, part, whole] :
         {std::tuple{0.05, 5'000'000, 100'000'000}, {0.08, 24'000'000, 300'000'000}, {0.003, 3, 1000}, {0.1, 7, 70}}) {
        const Level at = Level::of(level);
        INFO("level " << level);
        CHECK_FALSE(above({Fen{part}, Fen{whole}}, at));
        CHECK_FALSE(below({Fen{part}, Fen{whole}}, at));
        CHECK(above({Fen{part + 1}, Fen{whole}}, at));
        CHECK(below({Fen{part - 1}, Fen{whole}}, at));
        CHECK(above({Fen{part}, Fen{whole - 1}}, at));
    }
}

TEST_CASE("breakers: amounts near the end of the range compare without overflow") {
    const Fen much{9'000'000'000'000'000'000};
    CHECK(above({much, much - Fen{1}}, Level::of(1.0)));
    CHECK_FALSE(above({much, much}, Level::of(1.0)));
    CHECK(below({much - Fen{1}, much}, Level::of(1.0)));
}

TEST_CASE("breakers: 0/0 counts as 0, x/0 as above every level") {
    const Ratio nothing{Fen{0}, Fen{0}};
    const Ratio boundless{Fen{1}, Fen{0}};
    CHECK_FALSE(above(nothing, Level::of(0.0)));
    CHECK_FALSE(below(nothing, Level::of(0.0)));
    CHECK(below(nothing, Level::of(0.01)));
    CHECK(above(boundless, Level::of(1.0)));
    CHECK_FALSE(below(boundless, Level::of(1.0)));
}

TEST_CASE("breakers: a stop runs out by the calendar only under after_months and year_end") {
    BreakerRule rule;
    for (const Resume resume : {Resume::below, Resume::never}) {
        rule.resume = resume;
        CHECK_FALSE(lapses(rule, 3, 100, 12));
        CHECK(may_stop(rule, 12));
    }
    rule.resume = Resume::after_months;
    rule.resume_after_months = 6;
    CHECK_FALSE(lapses(rule, 3, 8, 8));
    CHECK(lapses(rule, 3, 9, 9)); // in force in months 4 to 9
    CHECK(may_stop(rule, 12));
    rule.resume = Resume::year_end;
    CHECK_FALSE(lapses(rule, 3, 11, 11));
    CHECK(lapses(rule, 3, 12, 12));
    CHECK(may_stop(rule, 11));
    CHECK_FALSE(may_stop(rule, 12));
}
