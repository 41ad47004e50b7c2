#include "catch.hpp"

#include "tally/measure.hpp"
#include "tally/order_statistics.hpp"
#include "tally/sampling.hpp"
#include "tally/weighted_order.hpp"

#include <cmath>
#include <random>
#include <vector>

using namespace kdt::tally;

namespace {

QuantileRule ruled(double level, std::size_t n) { return {Level::of(level), static_cast<std::int64_t>(n)}; }

} // namespace

TEST_CASE("weighted: quantile, mean and expected shortfall by hand") {
    // Scores 1 2 3 4 with weights 4 3 2 1 of 10, in another order.
    const std::vector<std::int64_t> scores = {3, 1, 4, 2};
    const std::vector<std::int64_t> weights = {2, 4, 1, 3};
    const WeightedOrder sorted(scores, weights);
    CHECK(*sorted.mean().value == Approx(2.0));
    CHECK(*sorted.quantile(ruled(0.4, 4)).value == 1.0); // F(1) = 0.4 exactly
    CHECK(*sorted.quantile(ruled(0.41, 4)).value == 2.0);
    CHECK(*sorted.quantile(ruled(0.7, 4)).value == 2.0);
    CHECK(*sorted.quantile(ruled(0.9, 4)).value == 3.0);
    CHECK(*sorted.quantile(ruled(0.95, 4)).value == 4.0);
    // The worst quarter of the weight: 4 with 0.1 and 3 with 0.15.
    CHECK(*sorted.expected_shortfall(ruled(0.75, 4)).value == Approx((4 * 0.1 + 3 * 0.15) / 0.25));
    // Σw²(x−2)² = 4·1 + 16·1 + 1·4 + 9·0 = 24, by n ÷ (n−1) and over Σw = 10.
    CHECK(*sorted.mean().se == Approx(std::sqrt(24.0 * 4.0 / 3.0) / 10.0));
    // Σw(x−2)² ÷ Σw = (2 + 4 + 4) ÷ 10 = 1; 1 − Σw² ÷ (Σw)² = 0.7.
    CHECK(*sorted.sd().value == Approx(std::sqrt(1.0 / 0.7)));
    // Excesses over 3 at 0.75: only 4 has one, of 1: Σw²(e − 0.1)² = (0.9)² + 0.01·(4+16+9).
    CHECK(*sorted.expected_shortfall(ruled(0.75, 4)).se == Approx(std::sqrt((0.81 + 0.29) * 4.0 / 3.0) / 10.0 / 0.25));
}

TEST_CASE("weighted: equal weights give the plain figures and intervals") {
    std::mt19937_64 bits(5);
    std::vector<std::int64_t> scores(1000);
    for (std::int64_t& score : scores) { score = static_cast<std::int64_t>(bits() % 300) * 1'000'000; }
    const std::vector<std::int64_t> weights(1000, kUnitWeight);
    const OrderStatistics plain(scores);
    const WeightedOrder same(scores, weights);
    CHECK(*same.mean().value == Approx(*plain.mean().value).epsilon(1e-12));
    CHECK(*same.mean().se == Approx(*plain.mean().se).epsilon(1e-9));
    CHECK(*same.sd().value == Approx(*plain.sd().value).epsilon(1e-9));
    CHECK(*same.sd().se == Approx(*plain.sd().se).epsilon(2e-3)); // the plain one has n−1 for n in places
    for (const double level : {0.005, 0.05, 0.25, 0.5, 0.75, 0.95, 0.995, 0.999}) {
        INFO(level);
        const QuantileEstimate a = plain.quantile(ruled(level, 1000));
        const QuantileEstimate b = same.quantile(ruled(level, 1000));
        CHECK(a.value == b.value);
        CHECK(a.lo == b.lo);
        CHECK(a.hi == b.hi);
        CHECK(plain.at(Level::of(level)) == same.at(Level::of(level)));
        const Estimate es = plain.expected_shortfall(ruled(level, 1000));
        CHECK(*same.expected_shortfall(ruled(level, 1000)).value == Approx(*es.value).epsilon(1e-12));
        CHECK(*same.expected_shortfall(ruled(level, 1000)).se == Approx(*es.se).epsilon(1e-9));
    }
}

TEST_CASE("weighted: a path without a score sorts above all others and leaves mean and tail without a value") {
    const std::vector<std::int64_t> scores = {5, kNoScore, 7, 6};
    const std::vector<std::int64_t> weights = {1, 1, 1, 1};
    const WeightedOrder sorted(scores, weights);
    CHECK_FALSE(sorted.mean().value.has_value());
    CHECK_FALSE(sorted.sd().value.has_value());
    CHECK_FALSE(sorted.expected_shortfall(ruled(0.5, 4)).value.has_value());
    CHECK(*sorted.quantile(ruled(0.75, 4)).value == 7.0);
    CHECK_FALSE(sorted.quantile(ruled(0.9, 4)).value.has_value());
    double seen = 0.0;
    sorted.visit([&](std::int64_t, double paths) { seen += paths; });
    CHECK(seen == Approx(3.0));
}

TEST_CASE("weighted: a law visits scores in ascending order by their part of all weight, and none has no figures") {
    const std::vector<std::int64_t> scores = {3, 1, 4, 2};
    const std::vector<std::int64_t> weights = {2, 4, 1, 3};
    const WeightedOrder law(scores, weights);
    const Spread expected = {{1, 1.6}, {2, 1.2}, {3, 0.8}, {4, 0.4}};
    const Spread spread = law.spread();
    REQUIRE(spread.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(spread[i].first == expected[i].first);
        CHECK(spread[i].second == Approx(expected[i].second));
    }
    CHECK(law.count_from(3) == Approx(1.2));
    CHECK(beyond(spread, 1.59) == 1);
    CHECK(beyond(spread, 1.61) == 2);
    CHECK(beyond(spread, 4.1) == 4);
    const WeightedOrder none({}, {});
    CHECK_FALSE(none.mean().value.has_value());
    CHECK_FALSE(none.at(Level::of(0.5)).has_value());
    CHECK_FALSE(none.quantile(ruled(0.5, 1)).value.has_value());
    CHECK_FALSE(none.expected_shortfall(ruled(0.5, 1)).value.has_value());
}

TEST_CASE("weighted: a probability's share, error and interval by hand") {
    WeightedEvents sums;
    sums.add(4, true);
    sums.add(3, false);
    sums.add(2, true);
    sums.add(1, false);
    const Probability p = probability_of(sums, 4, 10);
    CHECK(*p.value == Approx(0.6));
    // Σw²(1{A}−p)² = (16+4)·0.16 + (9+1)·0.36
    const double se = std::sqrt(20 * 0.16 + 10 * 0.36) / 10.0;
    CHECK(*p.se == Approx(se));
    CHECK(*p.ess == Approx(36.0 / 20.0));
    CHECK(p.n == 4);
    CHECK(p.events == 2);
    const Bounds bounds = wilson(0.6, 0.24 / (se * se));
    CHECK(*p.lo == Approx(bounds.lo));
    CHECK(*p.hi == Approx(bounds.hi));
}

TEST_CASE("weighted: what is never seen may be twice as likely as among paths of weight one") {
    WeightedEvents sums;
    for (int path = 0; path < 100; ++path) { sums.add(kUnitWeight, false); }
    const double plain = *probability_of(0, 100).hi;
    CHECK(*probability_of(sums, 100, Int128{100} * kUnitWeight).hi == Approx(2.0 * plain));
    // Among a fifth of all weight the same absence says a fifth as much.
    CHECK(*probability_of(sums, 500, Int128{500} * kUnitWeight).hi == Approx(10.0 * *probability_of(0, 500).hi));
    WeightedEvents always;
    for (int path = 0; path < 100; ++path) { always.add(kUnitWeight, true); }
    const Probability p = probability_of(always, 100, Int128{100} * kUnitWeight);
    CHECK(*p.lo == Approx(1.0 - 2.0 * plain));
    CHECK(*p.hi == 1.0);
}

TEST_CASE("weighted: intervals and errors cover the truth as often as they say") {
    // Exponential of mean 1 drawn from the defensive mixture with one of mean 3: the tail at 0.999 is 6.9.
    std::mt19937_64 bits(20240229);
    const auto uniform = [&] { return (static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53; };
    constexpr int kRuns = 400;
    constexpr std::size_t kPaths = 2000;
    const QuantileRule at = ruled(0.999, kPaths);
    const double truth = -std::log(0.001) * 1e9;
    int quantile = 0;
    int shortfall = 0;
    int mean = 0;
    int deviation = 0;
    int chance = 0;
    for (int run = 0; run < kRuns; ++run) {
        std::vector<std::int64_t> scores(kPaths);
        std::vector<std::int64_t> weights(kPaths);
        WeightedEvents sums;
        Int128 whole = 0;
        for (std::size_t i = 0; i < kPaths; ++i) {
            const double x = -std::log(uniform()) * (uniform() < 0.5 ? 1.0 : 3.0);
            scores[i] = std::llround(1e9 * x);
            const double ratio = 1.0 / (0.5 + 0.5 * std::exp(x - x / 3.0) / 3.0);
            weights[i] = std::llround(ratio * static_cast<double>(kUnitWeight));
            sums.add(weights[i], static_cast<double>(scores[i]) > truth);
            whole += weights[i];
        }
        const WeightedOrder sorted(scores, weights);
        const QuantileEstimate q = sorted.quantile(at);
        quantile += q.lo && q.hi && *q.lo <= truth && truth <= *q.hi ? 1 : 0;
        const Estimate es = sorted.expected_shortfall(at);
        shortfall += std::abs(*es.value - truth - 1e9) <= 1.96 * *es.se ? 1 : 0;
        mean += std::abs(*sorted.mean().value - 1e9) <= 1.96 * *sorted.mean().se ? 1 : 0;
        deviation += std::abs(*sorted.sd().value - 1e9) <= 1.96 * *sorted.sd().se ? 1 : 0;
        const Probability p = probability_of(sums, kPaths, whole);
        chance += *p.lo <= 0.001 && 0.001 <= *p.hi ? 1 : 0;
    }
    // 95 % of 400 is 380, its standard deviation 4.4: 366 is 3.2 of them below. ES and sd of small samples lose a
    // little.
    CHECK(quantile >= 366);
    CHECK(chance >= 366);
    CHECK(mean >= 366);
    CHECK(shortfall >= 360);
    CHECK(deviation >= 360);
}
