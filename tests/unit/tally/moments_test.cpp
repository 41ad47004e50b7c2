#include "catch.hpp"

#include "tally/events.hpp"
#include "tally/exact.hpp"
#include "tally/measure.hpp"
#include "tally/moments.hpp"

#include <cmath>
#include <vector>

using namespace kdt::tally;

TEST_CASE("wide sum: exact beyond 128 bits and free of order") {
    const Int128 big = static_cast<Int128>(kNoScore - 1) * (kNoScore - 1); // about 2^126
    WideSum up;
    for (int i = 0; i < 8; ++i) { up.add(big); }
    for (int i = 0; i < 7; ++i) { up.add(-big); }
    WideSum once;
    once.add(big);
    CHECK(up == once);
    WideSum negative;
    negative.add(-5);
    CHECK(to_double(exact(negative)) == -5.0);
    WideSum halves;
    for (int i = 0; i < 4; ++i) { halves.add(big); }
    WideSum merged = halves;
    merged.add(halves);
    CHECK(exact(merged) == 8 * exact(once));
}

TEST_CASE("moments: a score that all paths share is known, and none where one differs, is missing or was not added") {
    Moments moments;
    for (int path = 0; path < 3; ++path) { moments.add(-480'000'000'007); }
    CHECK(sole_score(moments, 3) == -480'000'000'007);
    CHECK_FALSE(sole_score(moments, 4).has_value());
    CHECK_FALSE(sole_score({}, 0).has_value());
    CHECK(sole_score({}, 5) == 0);
    Moments missing = moments;
    missing.add(kNoScore);
    CHECK_FALSE(sole_score(missing, 3).has_value());
    moments.add(-480'000'000'006);
    CHECK_FALSE(sole_score(moments, 4).has_value());
}

TEST_CASE("moments: mean, deviation and errors by hand") {
    Moments moments;
    for (const int score : {2, 4, 4, 4, 5, 5, 7, 9}) { moments.add(score); }
    const Estimate mean = mean_of(moments, 8);
    CHECK(*mean.value == 5.0);
    CHECK(*mean.se == Approx(std::sqrt(32.0 / 7.0 / 8.0)));
    CHECK(*sd_of(moments, 8, std::nullopt).value == Approx(std::sqrt(32.0 / 7.0)));
    CHECK_FALSE(sd_of(moments, 8, std::nullopt).se.has_value());
    // Two more paths that scored 0 and were never added.
    CHECK(*mean_of(moments, 10).value == 4.0);
    moments.add(kNoScore);
    CHECK_FALSE(mean_of(moments, 11).value.has_value());
}

TEST_CASE("moments: no cancellation where the spread is tiny beside the mean") {
    Moments moments;
    const std::int64_t base = 900'000'000'000'000'000;
    for (int i = 0; i < 1000; ++i) { moments.add(base + i % 2); }
    CHECK(*sd_of(moments, 1000, std::nullopt).value == Approx(std::sqrt(250.0 / 999.0)));
}

TEST_CASE("moments: a span counts as its scores, quick or not") {
    for (const std::int64_t largest : {std::int64_t{1} << 40, std::int64_t{1} << 60, kNoScore}) {
        const std::vector<std::int64_t> scores = {0, -3, 17, largest, 5};
        Moments together;
        together.add(scores);
        Moments apart;
        for (const std::int64_t score : scores) { apart.add(score); }
        CHECK(together == apart);
    }
}

TEST_CASE("high moments: the kurtosis of a coin and of a rare event") {
    HighMoments coin;
    for (int i = 0; i < 50; ++i) { coin.add(1'000'000, 0); }
    CHECK(*coin.kurtosis(100) == Approx(1.0));
    HighMoments rare;
    rare.add(-(std::int64_t{1} << 40), 13);
    // Bernoulli: (1 − 3p(1−p)) ÷ (p(1−p)).
    CHECK(*rare.kurtosis(100) == Approx((1 - 3 * 0.0099) / 0.0099));
    CHECK_FALSE(HighMoments{}.kurtosis(100).has_value());
}

TEST_CASE("ratio of sums: value and delta-method error by hand") {
    RatioSums sums;
    const std::vector<std::pair<int, int>> pairs = {{1, 2}, {2, 5}, {4, 6}, {1, 7}};
    double squares = 0.0;
    for (const auto& [top, bottom] : pairs) {
        sums.add(top, bottom);
        squares += std::pow(top - 0.4 * bottom, 2);
    }
    const Estimate ratio = sums.ratio(4);
    CHECK(*ratio.value == 0.4);
    CHECK(*ratio.se == Approx(std::sqrt(squares / 3.0 / 4.0) / 5.0));
    CHECK_FALSE(RatioSums{}.ratio(4).value.has_value());
}
