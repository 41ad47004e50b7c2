#include "exact/vasicek.hpp"

#include "catch.hpp"
#include "exact/normal.hpp"
#include "reference.hpp"

#include <cmath>
#include <limits>
#include <numbers>

using namespace kdt::exact;
namespace reference = kdt::reference;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("normal: quantile and cdf undo each other in both tails") {
    for (const double p : {1e-300, 1e-30, 1e-9, 0.001, 0.02, 0.3, 0.5}) {
        CHECK_THAT(normal_cdf(normal_quantile(p)), WithinRel(p, 1e-12));
    }
    CHECK_THAT(normal_quantile(0.999), WithinAbs(3.090232306167813, 1e-14)); // Abramowitz & Stegun, table 26.5
    CHECK_THAT(normal_cdf(-1.0), WithinAbs(0.15865525393145705, 1e-16));
}

TEST_CASE("bivariate normal: the orthant probability is 1/4 + asin(rho)/2pi (Sheppard 1899)") {
    for (const double rho : {-1.0, -0.999999, -0.7, -0.1, 0.0, 0.12, 0.5, 0.95, 0.99999999, 1.0}) {
        CHECK_THAT(bivariate_normal_cdf(0.0, 0.0, rho),
                   WithinAbs(0.25 + std::asin(rho) / (2.0 * std::numbers::pi), 1e-14));
    }
}

TEST_CASE("bivariate normal: agrees with integrating the conditional normal") {
    for (const double rho : {-0.95, -0.5, 0.03, 0.12, 0.5, 0.9, 0.99}) {
        for (const double a : {-4.0, -2.05, -0.3, 0.0, 1.7}) {
            for (const double b : {-3.1, -0.4, 0.9, 2.5}) {
                CHECK_THAT(bivariate_normal_cdf(a, b, rho), WithinAbs(reference::bivariate_cdf(a, b, rho), 2e-14));
            }
        }
    }
}

TEST_CASE("bivariate normal: the far tail keeps its leading digits for positive correlation") {
    CHECK_THAT(bivariate_normal_cdf(-6.0, -6.0, 0.5), WithinRel(reference::bivariate_cdf(-6.0, -6.0, 0.5), 1e-9));
}

TEST_CASE("bivariate normal: an infinite argument leaves the marginal") {
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(bivariate_normal_cdf(infinity, -1.0, 0.4) == normal_cdf(-1.0));
    CHECK(bivariate_normal_cdf(-infinity, -1.0, 0.4) == 0.0);
    CHECK(bivariate_normal_cdf(0.7, infinity, -0.4) == normal_cdf(0.7));
}

TEST_CASE("vasicek: cdf and quantile undo each other, and the quantile is the closed form") {
    const Vasicek law{0.02, 0.12};
    for (const double level : {0.5, 0.95, 0.99, 0.999}) {
        CHECK_THAT(law.cdf(law.quantile(level)), WithinAbs(level, 1e-14));
    }
    const double by_hand =
        reference::cdf((reference::quantile(0.02) + std::sqrt(0.12) * reference::quantile(0.999)) / std::sqrt(0.88));
    CHECK_THAT(law.quantile(0.999), WithinAbs(by_hand, 1e-14));
}

TEST_CASE("vasicek: mean, spread, shortfall and stop-loss are those of the integrated conditional PD") {
    for (const double pd : {0.001, 0.02, 0.3}) {
        for (const double rho : {0.03, 0.12, 0.24, 0.6}) {
            const Vasicek law{pd, rho};
            const auto rate = [&](double y) { return reference::conditional_pd(pd, rho, y); };
            CHECK_THAT(reference::normal_mean(rate), WithinAbs(pd, 1e-13));
            const double second = reference::normal_mean([&](double y) { return rate(y) * rate(y); });
            CHECK_THAT(law.sd(), WithinAbs(std::sqrt(second - pd * pd), 1e-11));
            const auto weighted = [&](double y) { return rate(y) * reference::density(y); };
            const double y99 = reference::quantile(0.01);
            CHECK_THAT(law.expected_shortfall(0.99),
                       WithinAbs(reference::integral(weighted, -11.0, y99, 60) / 0.01, 1e-12));
            const double k = law.quantile(0.8);
            const auto excess = [&](double y) { return (rate(y) - k) * reference::density(y); };
            CHECK_THAT(law.stop_loss(k),
                       WithinAbs(reference::integral(excess, -11.0, reference::quantile(0.2), 60), 1e-13));
        }
    }
}

TEST_CASE("vasicek: shortfall is the mean of the quantiles beyond its level") {
    const Vasicek law{0.02, 0.12};
    const double mean_of_quantiles =
        reference::integral([&](double u) { return law.quantile(1.0 - std::exp(-u)) * std::exp(-u); }, std::log(100.0),
                            36.0, 40) /
        0.01;
    CHECK_THAT(law.expected_shortfall(0.99), WithinAbs(mean_of_quantiles, 1e-10));
}

TEST_CASE("vasicek: without correlation the rate is the PD") {
    const Vasicek law{0.04, 0.0};
    CHECK_THAT(law.quantile(0.999), WithinAbs(0.04, 1e-16));
    CHECK_THAT(law.expected_shortfall(0.99), WithinAbs(0.04, 1e-15));
    CHECK_THAT(law.sd(), WithinAbs(0.0, 1e-8));
    CHECK(law.stop_loss(0.05) == 0.0);
}

namespace {

/// The corporate correlation of Basel II, paragraphs 272–273; turnover in million euro, 5–50.
double basel_correlation(double pd, double turnover) {
    const double k = (1.0 - std::exp(-50.0 * pd)) / (1.0 - std::exp(-50.0));
    return 0.12 * k + 0.24 * (1.0 - k) - 0.04 * (1.0 - (turnover - 5.0) / 45.0);
}

/// Basel II, paragraph 272: risk weight at LGD 45 % and maturity 2.5 years, in per cent.
double corporate_risk_weight(double pd, double turnover) {
    const Vasicek law{pd, basel_correlation(pd, turnover)};
    const double b = std::pow(0.11852 - 0.05478 * std::log(pd), 2);
    return 100.0 * 12.5 * 0.45 * (law.quantile(0.999) - pd) / (1.0 - 1.5 * b);
}

double other_retail_risk_weight(double pd) {
    const double k = (1.0 - std::exp(-35.0 * pd)) / (1.0 - std::exp(-35.0));
    const Vasicek law{pd, 0.03 * k + 0.16 * (1.0 - k)};
    return 100.0 * 12.5 * 0.45 * (law.quantile(0.999) - pd);
}

} // namespace

TEST_CASE("vasicek: reproduces the risk weights of Basel II annex 5") {
    constexpr double kLastDigit = 0.01; // the annex is off by one there in places (72.395 stands as 72.40)
    struct Row {
        double pd, corporate, small_firm, other_retail;
    };
    for (const Row& row :
         {Row{0.0003, 14.44, 11.30, 4.45}, Row{0.0010, 29.65, 23.30, 11.16}, Row{0.0050, 69.61, 54.91, 32.36},
          Row{0.0100, 92.32, 72.40, 45.77}, Row{0.0200, 114.86, 88.55, 57.99}}) {
        CHECK_THAT(corporate_risk_weight(row.pd, 50.0), WithinAbs(row.corporate, kLastDigit));
        CHECK_THAT(corporate_risk_weight(row.pd, 5.0), WithinAbs(row.small_firm, kLastDigit));
        CHECK_THAT(other_retail_risk_weight(row.pd), WithinAbs(row.other_retail, kLastDigit));
    }
}

TEST_CASE("vasicek: reproduces table 1 of 'Loan portfolio value' (Risk, December 2002)") {
    struct Row {
        double pd, rho, at_90, at_99, at_999, at_9999;
    };
    for (const Row& row : {Row{0.01, 0.1, 1.19, 3.8, 7.0, 10.7}, Row{0.01, 0.4, 0.55, 4.5, 11.0, 18.2},
                           Row{0.001, 0.1, 0.98, 4.1, 8.8, 15.4}, Row{0.001, 0.4, 0.12, 3.2, 13.2, 31.8}}) {
        const Vasicek law{row.pd, row.rho};
        const auto in_sds = [&](double level) { return (law.quantile(level) - row.pd) / law.sd(); };
        CHECK_THAT(in_sds(0.9), WithinAbs(row.at_90, 0.006));
        CHECK_THAT(in_sds(0.99), WithinAbs(row.at_99, 0.06));
        CHECK_THAT(in_sds(0.999), WithinAbs(row.at_999, 0.06));
        CHECK_THAT(in_sds(0.9999), WithinAbs(row.at_9999, 0.06));
    }
}
