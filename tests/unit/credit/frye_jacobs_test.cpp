#include "credit/frye_jacobs.hpp"

#include "catch.hpp"
#include "credit/default_model.hpp"
#include "exact/reference.hpp"

#include <boost/math/distributions/chi_squared.hpp>

#include <cmath>

using namespace kdt::credit;
namespace reference = kdt::reference;
using Catch::Matchers::WithinRel;

TEST_CASE("frye–jacobs: conditional PD times conditional LGD averages to PD times LGD, gaussian") {
    for (double pd : {1e-4, 0.0225, 0.3}) {
        for (double lgd : {0.05, 0.4, 0.75, 0.99}) {
            for (double rho : {0.05, 0.2, 0.7}) {
                const Gaussian model(pd, rho);
                const auto loss = [&](double y) {
                    return model.conditional_pd({y, 1.0}) * model.conditional_lgd(lgd, {y, 1.0});
                };
                INFO("PD " << pd << ", LGD " << lgd << ", correlation " << rho);
                CHECK_THAT(reference::normal_mean(loss, 150), WithinRel(pd * lgd, 1e-8));
            }
        }
    }
}

TEST_CASE("frye–jacobs: conditional PD times conditional LGD averages to PD times LGD, student t") {
    for (double nu : {2.5, 6.0}) {
        const StudentT model(0.03, 0.15, nu);
        const boost::math::chi_squared law(nu);
        const double end = std::sqrt(boost::math::quantile(boost::math::complement(law, 1e-17)));
        const auto given_mixing = [&](double x) {
            const double scale = x / std::sqrt(nu);
            const double mean = reference::normal_mean(
                [&](double y) {
                    return model.conditional_pd({y, scale}) * model.conditional_lgd(0.6, {y, scale});
                },
                8);
            return 2.0 * x * boost::math::pdf(law, x * x) * mean;
        };
        INFO("degrees of freedom " << nu);
        CHECK_THAT(reference::integral(given_mixing, 0.0, end, 30), WithinRel(0.03 * 0.6, 1e-7));
    }
}

TEST_CASE("frye–jacobs: losses given default rise as the economy worsens, within 0 and 1 even far out") {
    const Gaussian gaussian(0.02, 0.2);
    const StudentT student(0.02, 0.2, 4.0);
    double before = -1.0;
    for (double y : {60.0, 9.0, 3.0, 1.0, 0.0, -1.0, -3.0, -9.0, -60.0}) {
        for (double lgd : {0.01, 0.6, 0.999}) {
            const double a = gaussian.conditional_lgd(lgd, {y, 1.0});
            const double b = student.conditional_lgd(lgd, {y, 0.3});
            CHECK((a >= 0.0 && a <= 1.0 && b >= 0.0 && b <= 1.0));
        }
        if (y == 60.0) { continue; } // nobody defaults there
        CHECK(gaussian.conditional_lgd(0.6, {y, 1.0}) >= before);
        before = gaussian.conditional_lgd(0.6, {y, 1.0});
    }
    CHECK(before == 1.0);
}

TEST_CASE("frye–jacobs: an LGD of 0 or 1, a correlation of 0 and independence leave the LGD as it is") {
    const Economy bad{-3.0, 0.5};
    CHECK(Gaussian(0.02, 0.2).conditional_lgd(0.0, bad) == 0.0);
    CHECK(Gaussian(0.02, 0.2).conditional_lgd(1.0, bad) == 1.0);
    CHECK(Gaussian(0.02, 0.0).conditional_lgd(0.6, bad) == 0.6);
    CHECK(StudentT(0.02, 0.0, 4.0).conditional_lgd(0.6, bad) == 0.6);
    CHECK(Gaussian(0.0, 0.2).conditional_lgd(0.6, bad) == 0.6);
    CHECK(conditional_lgd(DefaultModel{Independent(0.02)}, 0.6, bad) == 0.6);
    CHECK(conditional_lgd(DefaultModel{Given{}}, 0.6, bad) == 0.6);
}
