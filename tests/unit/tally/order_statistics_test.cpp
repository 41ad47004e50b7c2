#include "catch.hpp"

#include "tally/measure.hpp"
#include "tally/order_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace kdt::tally;

namespace {

QuantileRule rule(double level, std::size_t n) { return {Level::of(level), static_cast<std::int64_t>(n)}; }

} // namespace

TEST_CASE("quantile: the order statistic of rank ⌈n·a⌉") {
    std::vector<std::int64_t> scores;
    for (int i = 100; i >= 1; --i) { scores.push_back(i * 10); }
    const OrderStatistics sorted(scores);
    CHECK(*sorted.quantile(rule(0.95, 100)).value == 950.0);
    CHECK(*sorted.quantile(rule(0.5, 100)).value == 500.0);
    CHECK(*sorted.quantile(rule(0.5, 100)).lo == 400.0);
    CHECK(*sorted.quantile(rule(0.5, 100)).hi == 610.0);
    CHECK(*sorted.quantile(rule(0.999, 100)).value == 1000.0);
    CHECK_FALSE(sorted.quantile(rule(0.999, 100)).hi.has_value());
    CHECK(*sorted.mean().value == 505.0);
    CHECK(*sorted.sd().value == Approx(10.0 * std::sqrt(8332.5 / 9.9)).epsilon(1e-3));
}

TEST_CASE("expected shortfall: Acerbi and Tasche by hand, the atom at the quantile weighted") {
    // Ten scores, a = 0.75: k = ⌈7.5⌉ = 8; (9 + 20 + 0.5·5) ÷ 2.5.
    const std::vector<std::int64_t> scores = {0, 0, 0, 1, 1, 2, 3, 5, 9, 20};
    const OrderStatistics sorted(scores);
    CHECK(*sorted.expected_shortfall(rule(0.75, 10)).value == Approx((9 + 20 + 0.5 * 5) / 2.5));
    // A whole number of paths in the tail: the plain mean of the worst three.
    CHECK(*sorted.expected_shortfall(rule(0.7, 10)).value == Approx((5 + 9 + 20) / 3.0));
    // The error: excesses over x₍₇₎ = 3 are 2, 6, 17 and seven times 0.
    const double mean = 25.0 / 10.0;
    const double variance = (4 + 36 + 289 - 10 * mean * mean) / 9.0;
    CHECK(*sorted.expected_shortfall(rule(0.7, 10)).se == Approx(std::sqrt(variance / 10.0) / 0.3));
}

TEST_CASE("expected shortfall: beyond the highest rank it is the maximum; all equal it is the value") {
    const OrderStatistics one(std::vector<std::int64_t>{3, 8, 5});
    CHECK(*one.expected_shortfall(rule(0.999, 3)).value == Approx(8.0));
    const OrderStatistics flat(std::vector<std::int64_t>(50, 7));
    CHECK(*flat.expected_shortfall(rule(0.95, 50)).value == 7.0);
    CHECK(*flat.expected_shortfall(rule(0.95, 50)).se == 0.0);
    CHECK(*flat.sd().se == 0.0);
}

TEST_CASE("a path without a score sorts above all others and leaves mean and tail without a value") {
    std::vector<std::int64_t> scores(100, 5);
    scores[10] = kNoScore;
    scores[11] = kNoScore;
    const OrderStatistics sorted(scores);
    CHECK(*sorted.quantile(rule(0.95, 100)).value == 5.0);
    CHECK_FALSE(sorted.quantile(rule(0.99, 100)).value.has_value());
    CHECK_FALSE(sorted.mean().value.has_value());
    CHECK_FALSE(sorted.sd().value.has_value());
    CHECK_FALSE(sorted.expected_shortfall(rule(0.95, 100)).value.has_value());
}

TEST_CASE("intervals and errors cover the truth as often as they say") {
    // Exponential of mean 1: VaR_a = −ln(1−a), ES_a = VaR_a + 1, sd = 1.
    std::mt19937_64 bits(20211231);
    constexpr int kRuns = 400;
    constexpr std::size_t kPaths = 2000;
    const QuantileRule at = rule(0.95, kPaths);
    int quantile = 0;
    int shortfall = 0;
    int deviation = 0;
    for (int run = 0; run < kRuns; ++run) {
        std::vector<std::int64_t> scores(kPaths);
        for (std::int64_t& score : scores) {
            const double uniform = (static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53;
            score = std::llround(-1e9 * std::log(uniform));
        }
        const OrderStatistics sorted(scores);
        const double truth = -std::log(0.05) * 1e9;
        const QuantileEstimate q = sorted.quantile(at);
        quantile += *q.lo <= truth && truth <= *q.hi ? 1 : 0;
        const Estimate es = sorted.expected_shortfall(at);
        shortfall += std::abs(*es.value - truth - 1e9) <= 1.96 * *es.se ? 1 : 0;
        const Estimate sd = sorted.sd();
        deviation += std::abs(*sd.value - 1e9) <= 1.96 * *sd.se ? 1 : 0;
    }
    // 95 % of 400 is 380, its standard deviation 4.4; tails of small samples cost ES and sd a little.
    CHECK(quantile >= 366);
    CHECK(shortfall >= 360);
    CHECK(deviation >= 360);
}
