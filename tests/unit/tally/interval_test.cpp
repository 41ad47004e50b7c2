#include "catch.hpp"

#include "tally/interval.hpp"

#include <boost/math/distributions/binomial.hpp>

#include <cmath>

using kdt::tally::Level;
using kdt::tally::Probability;
using kdt::tally::probability_of;
using kdt::tally::quantile_ranks;

TEST_CASE("wilson: the interval of 8 in 10 as published") {
    // Newcombe (1998), Statistics in Medicine 17, table I: 81/263 0.2553–0.3662, 15/148 0.0624–0.1605, 1/29
    // 0.0061–0.1718.
    const Probability a = probability_of(81, 263);
    CHECK(*a.value == Approx(81.0 / 263.0));
    CHECK(*a.lo == Approx(0.2553).margin(5e-5));
    CHECK(*a.hi == Approx(0.3662).margin(5e-5));
    const Probability b = probability_of(15, 148);
    CHECK(*b.lo == Approx(0.0624).margin(5e-5));
    CHECK(*b.hi == Approx(0.1605).margin(5e-5));
    const Probability c = probability_of(1, 29);
    CHECK(*c.lo == Approx(0.0061).margin(5e-5));
    CHECK(*c.hi == Approx(0.1718).margin(5e-5));
    CHECK(*a.se == Approx(std::sqrt(81.0 * 182.0 / 263.0) / 263.0));
}

TEST_CASE("never and always: the exact one-sided bound, the rule of three") {
    const Probability never = probability_of(0, 100'000);
    CHECK(*never.value == 0.0);
    CHECK(*never.lo == 0.0);
    CHECK(*never.hi == Approx(1.0 - std::pow(0.05, 1e-5)).epsilon(1e-9));
    CHECK(*never.hi == Approx(3.0e-5).epsilon(0.002));
    // With this probability, 0 events have a chance of exactly 5 %.
    CHECK(std::pow(1.0 - *probability_of(0, 17).hi, 17) == Approx(0.05));
    const Probability always = probability_of(17, 17);
    CHECK(std::pow(*always.lo, 17) == Approx(0.05));
    CHECK(*always.hi == 1.0);
    CHECK_FALSE(probability_of(0, 0).value.has_value());
}

TEST_CASE("order statistic interval: encloses the quantile in at least 95 % of samples, and no narrower one does") {
    for (const double at : {0.001, 0.05, 0.5, 0.95, 0.999}) {
        for (const std::int64_t n : {10, 100, 4'321, 100'000}) {
            const Level level = Level::of(at);
            const auto ranks = quantile_ranks(level, n);
            const boost::math::binomial_distribution<double> law(static_cast<double>(n), at);
            const auto below = [&](std::int64_t rank) { // P(B < rank)
                return rank <= 0 ? 0.0 : boost::math::cdf(law, static_cast<double>(std::min(rank - 1, n)));
            };
            CAPTURE(at, n, ranks.lo, ranks.hi);
            CHECK(below(ranks.lo) <= 0.025);
            CHECK(below(ranks.lo + 1) > 0.025);
            CHECK(below(ranks.hi) >= 0.975);
            CHECK(below(ranks.hi - 1) < 0.975);
            CHECK(ranks.lo <= level.rank(n));
            CHECK(ranks.hi >= level.rank(n));
        }
    }
    // A sample of ten holds no bound above its 99.9 % quantile.
    CHECK(quantile_ranks(Level::of(0.999), 10).hi == 11);
    CHECK(quantile_ranks(Level::of(0.001), 10).lo == 0);
    // The median of 100: ranks 40 and 61 (Conover, Practical Nonparametric Statistics).
    CHECK(quantile_ranks(Level::of(0.5), 100).lo == 40);
    CHECK(quantile_ranks(Level::of(0.5), 100).hi == 61);
}
