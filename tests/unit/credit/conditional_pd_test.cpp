#include "catch.hpp"
#include "credit/default_model.hpp"
#include "exact/reference.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <limits>

using namespace kdt::credit;
namespace reference = kdt::reference;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// E[f(√(W/ν))], W ~ χ²_ν, over x = √W, whose density is smooth.
template <class F>
double chi_mean(double degrees_of_freedom, const F& f) {
    const boost::math::chi_squared law(degrees_of_freedom);
    const double end = std::sqrt(boost::math::quantile(boost::math::complement(law, 1e-17)));
    return reference::integral(
        [&](double x) { return 2.0 * x * boost::math::pdf(law, x * x) * f(x / std::sqrt(degrees_of_freedom)); }, 0.0,
        end, 40);
}

} // namespace

TEST_CASE("gaussian: the conditional PD averages to the PD over the factor") {
    for (double pd : {1e-5, 0.0225, 0.2, 0.9}) {
        for (double rho : {0.0, 0.05, 0.12, 0.6, 0.99}) {
            const Gaussian model(pd, rho);
            const auto conditional = [&](double y) { return model.conditional_pd({y, 1.0}); };
            INFO("PD " << pd << ", correlation " << rho);
            CHECK_THAT(reference::normal_mean(conditional, 200), WithinRel(pd, 1e-9));
        }
    }
}

TEST_CASE("gaussian: the conditional PD is Vasicek's, falls with the factor and is the PD itself without correlation") {
    CHECK_THAT(Gaussian(0.02, 0.12).conditional_pd({-1.5, 1.0}),
               WithinRel(reference::conditional_pd(0.02, 0.12, -1.5), 1e-12));
    CHECK(Gaussian(0.02, 0.12).conditional_pd({-1.0, 1.0}) > Gaussian(0.02, 0.12).conditional_pd({1.0, 1.0}));
    CHECK(Gaussian(0.02, 0.0).conditional_pd({-5.0, 1.0}) == 0.02);
    CHECK(Gaussian(0.0, 0.3).conditional_pd({-5.0, 1.0}) == 0.0);
}

TEST_CASE("student t: the conditional PD averages to the PD over factor and mixing variable") {
    for (double nu : {2.1, 4.0, 15.5}) {
        for (double rho : {0.0, 0.12, 0.6}) {
            const StudentT model(0.0225, rho, nu);
            const double mean = chi_mean(nu, [&](double scale) {
                return reference::normal_mean([&](double y) { return model.conditional_pd({y, scale}); }, 20);
            });
            INFO("degrees of freedom " << nu << ", correlation " << rho);
            CHECK_THAT(mean, WithinRel(0.0225, 1e-7));
        }
    }
}

TEST_CASE("student t: names hang together at correlation 0 too, and few degrees of freedom more than many") {
    const StudentT heavy(0.02, 0.0, 3.0);
    const double threshold = boost::math::quantile(boost::math::students_t(3.0), 0.02);
    CHECK_THAT(heavy.conditional_pd({0.0, 0.5}), WithinRel(reference::cdf(0.5 * threshold), 1e-9)); // 4.1 %
    CHECK_THAT(heavy.conditional_pd({0.0, 1.5}), WithinRel(reference::cdf(1.5 * threshold), 1e-9));
    const StudentT nearly_normal(0.02, 0.12, 1e6);
    CHECK_THAT(nearly_normal.conditional_pd({-1.0, 1.0}),
               WithinRel(Gaussian(0.02, 0.12).conditional_pd({-1.0, 1.0}), 1e-4));
    CHECK(StudentT(0.0, 0.3, 4.0).conditional_pd({-5.0, 0.2}) == 0.0);
}

TEST_CASE("student t: the mixing variable is the square root of a χ² over its degrees of freedom") {
    for (double nu : {2.1, 4.0, 30.0}) {
        for (double u : {1e-9, 0.01, 0.5, 0.999}) {
            const double scale = chi_scale(nu, u);
            CHECK_THAT(boost::math::cdf(boost::math::chi_squared(nu), scale * scale * nu), WithinRel(u, 1e-9));
        }
    }
}

TEST_CASE("hazard: a period's months at the constant hazard make up the period's PD") {
    for (double pd : {0.0, 1e-6, 0.0225, 0.99}) {
        for (int months : {1, 6, 12, 24}) {
            CHECK_THAT(-std::expm1(-months * monthly_hazard(pd)), WithinAbs(period_pd(pd, months), 1e-15));
        }
        CHECK_THAT(period_pd(pd, 12), WithinAbs(pd, 1e-15));
    }
}

TEST_CASE("hazard: the months of a period survive as its conditional PD says, finite at both ends") {
    const double pd = period_pd(0.05, 6);
    const DefaultModel model{Gaussian(pd, 0.3)};
    const Economy bad{-2.0, 1.0};
    const double in_period = 6.0 * hazard_share(0.05, 6) * conditional_hazard(model, bad);
    CHECK_THAT(-std::expm1(-in_period), WithinRel(Gaussian(pd, 0.3).conditional_pd(bad), 1e-12));
    CHECK_THAT(hazard_share(0.2, 12) * conditional_hazard(DefaultModel{Independent(period_pd(0.2, 12))}, bad),
               WithinRel(monthly_hazard(0.2), 1e-15));
    CHECK(conditional_hazard(DefaultModel{Given{}}, bad) == 0.0);
    CHECK(std::isfinite(conditional_hazard(model, {-1000.0, 1.0})));
    CHECK(conditional_hazard(model, {1000.0, 1.0}) == 0.0);
}

TEST_CASE("hazard: a PD of 0 adds none, nor does one so small that the period's underflows") {
    for (const double pd : {0.0, 5e-324, 2e-323, 1e-310, 1e-300}) {
        for (const int months : {1, 12}) {
            const double period = period_pd(pd, months);
            for (const DefaultModel& model :
                 {DefaultModel{Independent(period)}, DefaultModel{Gaussian(period, 0.3)},
                  DefaultModel{Gaussian(period, 0.0)}, DefaultModel{StudentT(period, 0.3, 4.0)}}) {
                const double added = hazard_share(pd, months) * conditional_hazard(model, {-3.0, 1.0});
                INFO(pd << " over " << months << " months, model " << model.index());
                CHECK(added >= 0.0);
                CHECK(added < 1e-50);
            }
        }
    }
}

TEST_CASE("hazard: a high PD over a long period, all but certain, stays so") {
    const double pd = period_pd(0.99, 120); // 1 − 1e-20
    CHECK(hazard_share(0.99, 120) * conditional_hazard(DefaultModel{Independent(pd)}, {}) ==
          Approx(monthly_hazard(0.99)));
    CHECK(hazard_share(0.99, 120) * conditional_hazard(DefaultModel{Gaussian(pd, 0.2)}, {0.0, 1.0}) >
          0.5 * monthly_hazard(0.99));
}

TEST_CASE("threshold models: at a PD of 1, to which long periods may round, everybody defaults at the plain LGD") {
    const Economy economy{0.3, 0.9, 1.0};
    for (const DefaultModel& model : {DefaultModel(Gaussian(1.0, 0.2)), DefaultModel(StudentT(1.0, 0.2, 2.1))}) {
        CHECK(std::visit([&](const auto& m) { return m.conditional_pd(economy); }, model) == 1.0);
        CHECK(conditional_hazard(model, economy) > 30.0);
        CHECK(conditional_lgd(model, 0.4, economy) == 0.4);
    }
}
