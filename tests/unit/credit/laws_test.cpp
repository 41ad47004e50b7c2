#include "catch.hpp"
#include "credit/recovery.hpp"
#include "credit/seasoning.hpp"
#include "credit/size_law.hpp"
#include "exact/reference.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace kdt::credit;
namespace reference = kdt::reference;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// ∫ f(u) du over (0,1), u = Φ(z): even where f is steep at the ends.
template <class F>
double uniform_mean(const F& f, int pieces = 400) {
    return reference::normal_mean([&](double z) { return f(std::min(reference::cdf(z), 1.0 - 0x1p-53)); }, pieces);
}

SizeLaw law_of(SizeDistribution distribution, double mean, double sd, double floor) {
    return {distribution, mean, sd, floor, {}};
}

} // namespace

TEST_CASE("seasoning: the second-year peak has mean 1 over 36 months and stands at 0.6 from then on") {
    const Seasoning curve = Seasoning::second_year_peak();
    double sum = 0.0;
    for (int month = 1; month <= 36; ++month) { sum += curve.at(month); }
    CHECK_THAT(sum / 36.0, WithinAbs(1.0, 1e-12));
    CHECK(curve.at(1) == 0.2);
    CHECK(curve.at(3) == 0.2);
    CHECK(curve.at(4) == 0.6);
    CHECK(curve.at(12) == 1.0);
    CHECK(curve.at(13) == 1.5);
    CHECK(curve.at(18) == 1.5);
    CHECK(curve.at(24) == 1.3);
    CHECK(curve.at(36) == 0.9);
    CHECK(curve.at(37) == 0.6);
    CHECK(curve.at(500) == 0.6);
    CHECK(Seasoning::flat().at(7) == 1.0);
}

TEST_CASE("seasoning: with the first year's mean the annual PD is the first year's PD") {
    for (const Seasoning& curve : {Seasoning::second_year_peak(), Seasoning{{0.5, 3.0}}, Seasoning::flat()}) {
        CHECK_THAT(implied_pd(0.0275, curve.with_first_year_mean(), 12), WithinRel(0.0275, 1e-12));
    }
    CHECK_THAT(implied_pd(0.0275, Seasoning::second_year_peak(), 36), WithinRel(1.0 - std::pow(0.9725, 3.0), 1e-12));
    CHECK(Seasoning{{0.0}}.with_first_year_mean().at(5) == 0.0);
}

TEST_CASE("beta recovery: the law at u has distribution function u, and so its mean and deviation") {
    for (const auto& [mean, sd] : {std::pair{0.25, 0.2}, {0.5, 0.1}, {0.9, 0.25}}) {
        const double precision = beta_precision(mean, sd);
        const BetaRecovery law(precision);
        INFO("mean " << mean << ", sd " << sd);
        for (double u : {1e-6, 0.01, 0.2, 0.5, 0.8, 0.99, 1.0 - 1e-6}) {
            const auto cdf = [&](double x) {
                return boost::math::ibeta(mean * precision, (1.0 - mean) * precision, std::clamp(x, 0.0, 1.0));
            };
            const double rate = law.at(u, mean);
            CHECK(cdf(rate - 1e-12) <= u);
            CHECK(cdf(rate + 1e-12) >= u);
        }
        const double first = uniform_mean([&](double u) { return law.at(u, mean); });
        const double second = uniform_mean([&](double u) { return law.at(u, mean) * law.at(u, mean); });
        CHECK_THAT(first, WithinAbs(mean, 1e-7));
        CHECK_THAT(std::sqrt(second - first * first), WithinAbs(sd, 1e-6));
    }
}

TEST_CASE("beta quantile: it is Boost's inverse of the incomplete beta function, for shapes of every size") {
    for (const double sum : {0.05, 0.9, 2.0, 3.6875, 20.0, 99.0, 101.0, 5000.0}) {
        const kdt::credit::BetaQuantile quantile(sum);
        for (const double share : {1e-6, 0.001, 0.01, 0.25, 0.5, 0.75, 0.99, 0.999, 1.0 - 1e-6}) {
            const double within = std::min(share, 1.0 - share) < 1e-5 ? 1e-11 : 1e-12;
            for (const double u : {1e-15, 1e-9, 1e-4, 0.01, 0.2, 0.4, 0.6, 0.8, 0.99, 0.9999, 1.0 - 1e-12}) {
                INFO("sum " << sum << ", share " << share << ", u " << u);
                CHECK_THAT(quantile.at(u, share * sum),
                           WithinAbs(boost::math::ibeta_inv(share * sum, sum - share * sum, u), within));
            }
        }
    }
}

TEST_CASE("beta recovery: at the same luck a better mean never recovers less, and rates stay within 0 and 1") {
    const BetaRecovery law(beta_precision(0.25, 0.2));
    for (double u : {1e-12, 1e-3, 0.1, 0.5, 0.9, 0.999, 1.0 - 1e-12}) {
        double before = 0.0;
        for (int step = 0; step <= 1000; ++step) {
            const double rate = law.at(u, step / 1000.0);
            CHECK((rate >= before - 1e-12 && rate <= 1.0));
            before = rate;
        }
    }
    CHECK(law.at(0.7, 0.0) == 0.0);
    CHECK(law.at(0.001, 1.0) == 1.0);
    CHECK(ConstantRecovery{}.at(0.123, 0.25) == 0.25);
}

TEST_CASE("size: the mean under floor and cap is the integral of the law") {
    using enum SizeDistribution;
    for (SizeDistribution distribution : {lognormal, gamma, constant}) {
        for (double sd : {0.0, 30.0, 200.0, 900.0}) {
            for (double floor : {0.0, 100.0, 600.0}) {
                for (double cap : {50.0, 500.0, kInfinity}) {
                    const SizeLaw law = law_of(distribution, 350.0, sd, floor);
                    INFO("law " << static_cast<int>(distribution) << ", sd " << sd << ", floor " << floor << ", cap "
                                << cap);
                    CHECK_THAT(uniform_mean([&](double u) { return law.at(u, cap); }, 400),
                               WithinRel(law.capped_mean(cap), 2e-6));
                }
            }
        }
    }
}

TEST_CASE("size: an empirical law is each of its values alike, floored and capped") {
    SizeLaw law = law_of(SizeDistribution::empirical, 0.0, 0.0, 20.0);
    law.values = {10.0, 40.0, 90.0, 500.0};
    CHECK(law.at(0.1, kInfinity) == 20.0);
    CHECK(law.at(0.26, kInfinity) == 40.0);
    CHECK(law.at(0.74, kInfinity) == 90.0);
    CHECK(law.at(0.9999999, 300.0) == 300.0);
    CHECK(law.capped_mean(300.0) == (20.0 + 40.0 + 90.0 + 300.0) / 4.0);
}

TEST_CASE("size: mean and deviation are those asked for, before floor and cap, and sizes never fall as u rises") {
    for (SizeDistribution distribution : {SizeDistribution::lognormal, SizeDistribution::gamma}) {
        const SizeLaw law = law_of(distribution, 450.0, 250.0, 0.0);
        const double first = uniform_mean([&](double u) { return law.at(u, kInfinity); });
        const double second = uniform_mean([&](double u) { return law.at(u, kInfinity) * law.at(u, kInfinity); });
        CHECK_THAT(first, WithinRel(450.0, 1e-7));
        CHECK_THAT(std::sqrt(second - first * first), WithinRel(250.0, 1e-5));
        double before = 0.0;
        for (int step = 1; step < 1000; ++step) {
            CHECK(law.at(step / 1000.0, 800.0) >= before);
            before = law.at(step / 1000.0, 800.0);
        }
        CHECK(before == 800.0);
    }
    CHECK_THAT(law_of(SizeDistribution::gamma, 450.0, 250.0, 0.0).at(0.3, kInfinity),
               WithinRel(boost::math::gamma_p_inv(3.24, 0.3) * 250.0 * 250.0 / 450.0, 1e-12));
}
