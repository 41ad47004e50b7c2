#include "exact/binomial_mixture.hpp"

#include "catch.hpp"
#include "exact/binomial.hpp"
#include "exact/normal.hpp"
#include "exact/seasoned_pd.hpp"
#include "exact/vasicek.hpp"
#include "reference.hpp"

#include <boost/math/distributions/binomial.hpp>

#include <cmath>

using namespace kdt::exact;
namespace reference = kdt::reference;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// P(k of n default), by Gauss–Legendre over the factor and Boost's binomial.
double mixture_pmf(unsigned n, unsigned k, double pd, double rho) {
    return reference::normal_mean(
        [&](double y) { return boost::math::pdf(boost::math::binomial(n, reference::conditional_pd(pd, rho, y)), k); });
}

} // namespace

TEST_CASE("binomial: agrees with Boost's beta function, ends included") {
    std::vector<double> pmf;
    for (const std::size_t n : {1U, 2U, 125U, 20000U}) {
        for (const double p : {1e-9, 0.02, 0.5, 0.999}) {
            const BinomialRange range = binomial(n, p, pmf);
            for (std::size_t k = range.first; k <= range.last; k += 1 + (range.last - range.first) / 7) {
                const double expected =
                    boost::math::pdf(boost::math::binomial(static_cast<double>(n), p), static_cast<double>(k));
                CHECK_THAT(pmf[k], WithinAbs(expected, 1e-12));
            }
        }
    }
    const BinomialRange all = binomial(5, 1.0, pmf);
    CHECK(all.first == 5);
    CHECK(pmf[5] == 1.0);
    const BinomialRange none = binomial(5, 0.0, pmf);
    CHECK(none.last == 0);
    CHECK(pmf[0] == 1.0);
}

TEST_CASE("binomial mixture: one loan defaults with its PD, two together with the bivariate normal probability") {
    for (const double pd : {0.0005, 0.02, 0.3}) {
        for (const double rho : {0.01, 0.12, 0.24, 0.7, 0.95}) {
            CHECK_THAT(default_count(1, {pd, rho}).pmf()[1], WithinAbs(pd, 1e-14));
            const double joint = bivariate_normal_cdf(normal_quantile(pd), normal_quantile(pd), rho);
            CHECK_THAT(default_count(2, {pd, rho}).pmf()[2], WithinAbs(joint, 1e-13));
        }
    }
}

TEST_CASE("binomial mixture: at PD 1/2 the orthant probabilities of two and three loans") {
    const double rho = 0.5; // Sheppard 1899; three: 1/8 + 3 asin(rho)/4pi
    CHECK_THAT(default_count(2, {0.5, rho}).pmf()[2], WithinAbs(1.0 / 3.0, 1e-14));
    CHECK_THAT(default_count(3, {0.5, rho}).pmf()[3], WithinAbs(0.25, 1e-14));
    // Equal correlation 1/2: all n indices are differences from a common one, so each rank is as likely (Steck 1962).
    const LossDistribution ranks = default_count(9, {0.5, rho});
    for (const double p : ranks.pmf()) { CHECK_THAT(p, WithinAbs(0.1, 1e-13)); }
}

TEST_CASE("binomial mixture: without correlation the count is binomial") {
    const LossDistribution count = default_count(125, {0.02, 0.0});
    for (unsigned k = 0; k <= 125; ++k) {
        CHECK_THAT(count.pmf()[k], WithinAbs(boost::math::pdf(boost::math::binomial(125, 0.02), k), 1e-15));
    }
    CHECK(count.quadrature_error() == 0.0);
    CHECK_THAT(count.mean(), WithinAbs(2.5, 1e-13));
    CHECK_THAT(count.sd(), WithinAbs(std::sqrt(125 * 0.02 * 0.98), 1e-13));
    CHECK(count.quantile(0.99) == 7); // tables of Binomial(125, 0.02): P(X ≤ 6) = 0.9876, P(X ≤ 7) = 0.9962
}

TEST_CASE("binomial mixture: agrees with another quadrature") {
    for (const auto& [pd, rho] : {std::pair{0.02, 0.12}, {0.04, 0.03}, {0.1, 0.5}}) {
        const LossDistribution count = default_count(250, {pd, rho});
        for (const unsigned k : {0U, 1U, 5U, 17U, 60U, 200U}) {
            CHECK_THAT(count.pmf()[k], WithinAbs(mixture_pmf(250, k, pd, rho), 1e-13));
        }
        CHECK(count.quadrature_error() < 1e-10);
    }
}

TEST_CASE("binomial mixture: mean n·PD, variance from the pairwise joint probability") {
    for (const std::size_t n : {2U, 87U, 240U, 1700U}) {
        for (const double rho : {0.0, 0.03, 0.12, 0.4}) {
            const double pd = 0.02;
            const LossDistribution count = default_count(n, {pd, rho});
            const auto size = static_cast<double>(n);
            const double joint = bivariate_normal_cdf(normal_quantile(pd), normal_quantile(pd), rho);
            CHECK_THAT(count.mean(), WithinRel(size * pd, 1e-12));
            CHECK_THAT(count.sd(),
                       WithinRel(std::sqrt(size * pd * (1 - pd) + size * (size - 1) * (joint - pd * pd)), 1e-11));
        }
    }
}

TEST_CASE("binomial mixture: tends to Vasicek's limit like 1/n") {
    const Vasicek limit{0.02, 0.12};
    double last = 1.0;
    for (const std::size_t n : {200U, 2000U, 20000U}) {
        const double distance =
            std::abs(default_count(n, {0.02, 0.12}).expected_shortfall(0.99) / static_cast<double>(n) -
                     limit.expected_shortfall(0.99));
        CHECK(distance < 0.15 * last);
        last = distance;
    }
    const LossDistribution many = default_count(20000, {0.02, 0.12});
    for (const double level : {0.5, 0.95, 0.99, 0.999}) {
        CHECK_THAT(static_cast<double>(many.quantile(level)) / 20000.0, WithinRel(limit.quantile(level), 2e-3));
    }
    CHECK_THAT(many.stop_loss(0.05 * 20000) / 20000.0, WithinRel(limit.stop_loss(0.05), 5e-3));
}

TEST_CASE(
    "loss distribution: quantile and shortfall follow the Acerbi–Tasche convention where the level splits an atom") {
    const LossDistribution law({0.5, 0.25, 0.15, 0.1}, 10);
    CHECK(law.quantile(0.75) == 10); // reached exactly
    CHECK(law.quantile(0.76) == 20);
    CHECK_THAT(law.expected_shortfall(0.75), WithinAbs((0.15 * 20 + 0.1 * 30) / 0.25, 1e-12));
    CHECK_THAT(law.expected_shortfall(0.8), WithinAbs((0.1 * 20 + 0.1 * 30) / 0.2, 1e-12));
    CHECK_THAT(law.expected_shortfall(0.95), WithinAbs(30.0, 1e-12));
    CHECK_THAT(law.stop_loss(15.0), WithinAbs(0.15 * 5 + 0.1 * 15, 1e-14));
    CHECK_THAT(law.probability_above(10), WithinAbs(0.25, 1e-15));
    CHECK_THAT(law.probability_above(9), WithinAbs(0.5, 1e-15));
    CHECK_THAT(law.probability_up_to(9), WithinAbs(0.5, 1e-15));
    CHECK(law.probability_up_to(-1) == 0.0);
    CHECK_THAT(law.probability_above(-1), WithinAbs(1.0, 1e-15));
}

TEST_CASE("breaker: fires strictly above its level, compared as integers") {
    const DefaultRisk risk{0.02, 0.12};
    const LossDistribution count = default_count(100, risk);
    CHECK_THAT(breaker_probability(100, risk, {3, 100}), WithinAbs(count.probability_above(3), 1e-15));
    CHECK_THAT(breaker_probability(125, risk, {3, 100}),
               WithinAbs(default_count(125, risk).probability_above(3), 1e-15));
    CHECK_THAT(breaker_probability(100, {0.02, 0.0}, {3, 100}),
               WithinAbs(1.0 - boost::math::cdf(boost::math::binomial(100, 0.02), 3), 1e-14));
}

TEST_CASE("breaker: alarms at PD 2 % and 4 % agree with the simulation of the domain page, section 6") {
    // 125 and 240 loans; there the loans have unequal sizes, hence the wide bounds.
    const auto fires = [](std::size_t n, double pd, double rho, int percent) {
        return breaker_probability(n, {pd, rho}, {percent, 100});
    };
    CHECK_THAT(fires(125, 0.02, 0.12, 3), WithinAbs(0.24, 0.04));
    CHECK_THAT(fires(125, 0.02, 0.12, 5), WithinAbs(0.10, 0.02));
    CHECK_THAT(fires(125, 0.02, 0.12, 8), WithinAbs(0.03, 0.01));
    CHECK_THAT(fires(240, 0.04, 0.12, 3), WithinAbs(0.51, 0.04));
    CHECK_THAT(fires(240, 0.04, 0.12, 8), WithinAbs(0.12, 0.02));
}

TEST_CASE("breaker: good and bad economies together make the alarm probability") {
    const DefaultRisk risk{0.02, 0.12};
    const double good = breaker_false_alarm(125, risk, {3, 100});
    const double bad = reference::integral(
                           [&](double z) {
                               const double p = reference::conditional_pd(0.02, 0.12, z);
                               return boost::math::cdf(boost::math::complement(boost::math::binomial(125, p), 3)) *
                                      reference::density(z);
                           },
                           -10.0, 0.0, 60) /
                       0.5;
    CHECK(good < bad);
    CHECK_THAT(0.5 * good + 0.5 * bad, WithinAbs(breaker_probability(125, risk, {3, 100}), 1e-12));
    CHECK_THAT(breaker_false_alarm(125, {0.02, 0.0}, {3, 100}),
               WithinAbs(breaker_probability(125, {0.02, 0.0}, {3, 100}), 1e-13));
}

TEST_CASE("seasoned PD: a flat curve compounds, the second-year peak keeps 36 months and moves the year") {
    CHECK_THAT(implied_pd(0.02, {}, 0, 12), WithinAbs(0.02, 1e-16));
    CHECK_THAT(implied_pd(0.02, {}, 5, 36), WithinAbs(1.0 - std::pow(0.98, 3), 1e-15));
    std::vector<double> peak;
    for (int a = 1; a <= 37; ++a) {
        peak.push_back(a <= 3    ? 0.2
                       : a <= 6  ? 0.6
                       : a <= 12 ? 1.0
                       : a <= 18 ? 1.5
                       : a <= 24 ? 1.3
                       : a <= 36 ? 0.9
                                 : 0.6);
    }
    // Sums of s by hand: 8.4 in year 1, 16.8 in year 2, 10.8 in year 3; 36 in all.
    CHECK_THAT(implied_pd(0.02, peak, 0, 12), WithinAbs(1.0 - std::pow(0.98, 8.4 / 12), 1e-15));
    CHECK_THAT(implied_pd(0.02, peak, 12, 12), WithinAbs(1.0 - std::pow(0.98, 16.8 / 12), 1e-15));
    CHECK_THAT(implied_pd(0.02, peak, 0, 36), WithinAbs(1.0 - std::pow(0.98, 3), 1e-15));
    CHECK_THAT(implied_pd(0.02, peak, 36, 12), WithinAbs(1.0 - std::pow(0.98, 0.6), 1e-15));
    CHECK(implied_pd(0.0, peak, 0, 36) == 0.0);
}
