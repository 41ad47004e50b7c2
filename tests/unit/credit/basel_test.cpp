#include "credit/basel.hpp"

#include "catch.hpp"
#include "exact/reference.hpp"

#include <cmath>

using namespace kdt::credit;
namespace reference = kdt::reference;
using Catch::Matchers::WithinAbs;

namespace {

/// Capital of CRE31.5 and CRE31.14 at LGD 45 %, in per cent of exposure × 12.5; the maturity of 2.5 years enters
/// corporate exposures through (1 − 1.5b)⁻¹.
double risk_weight(double pd, double correlation, bool corporate) {
    const double stressed = reference::cdf(
        (reference::quantile(pd) + std::sqrt(correlation) * reference::quantile(0.999)) / std::sqrt(1.0 - correlation));
    const double b = std::pow(0.11852 - 0.05478 * std::log(pd), 2);
    return 1250.0 * 0.45 * (stressed - pd) / (corporate ? 1.0 - 1.5 * b : 1.0);
}

} // namespace

TEST_CASE("basel: the risk weights that the Committee published follow from the correlations") {
    // Basel Committee, International Convergence of Capital Measurement and Capital Standards (June 2006), Annex 5:
    // LGD 45 %, corporate exposures of 2.5 years with a turnover of 50 and of 5 million euro, other retail exposures.
    // (72.3947 is printed as 72.40 there: a unit of the last place. A correlation 0.001 off moves it by 0.4.)
    constexpr double kLastPlace = 0.01;
    struct Row {
        double pd, large, small, retail;
    };
    constexpr Row kPublished[] = {
        {0.0005, 19.65, 15.39, 6.63},  {0.0025, 49.47, 39.01, 21.15}, {0.005, 69.61, 54.91, 32.36},
        {0.01, 92.32, 72.40, 45.77},   {0.015, 105.59, 82.11, 53.37}, {0.02, 114.86, 88.55, 57.99},
        {0.025, 122.16, 93.43, 60.90},
    };
    for (const Row& row : kPublished) {
        INFO("PD " << row.pd);
        CHECK_THAT(risk_weight(row.pd, basel_sme_correlation(row.pd, 50.0), true), WithinAbs(row.large, kLastPlace));
        CHECK_THAT(risk_weight(row.pd, basel_sme_correlation(row.pd, 5.0), true), WithinAbs(row.small, kLastPlace));
        CHECK_THAT(risk_weight(row.pd, basel_retail_correlation(row.pd), false), WithinAbs(row.retail, kLastPlace));
    }
}

TEST_CASE("basel: between 5 and 50 million euro turnover counts in proportion, beyond them not") {
    // At PD 1 the first two terms are 0.12, at PD 0 they are 0.24.
    CHECK_THAT(basel_sme_correlation(1.0, 27.5), WithinAbs(0.12 - 0.02, 1e-15));
    CHECK_THAT(basel_sme_correlation(0.0, 27.5), WithinAbs(0.24 - 0.02, 1e-15));
    CHECK(basel_sme_correlation(0.03, 0.0) == basel_sme_correlation(0.03, 5.0));
    CHECK(basel_sme_correlation(0.03, 4.99) == basel_sme_correlation(0.03, 5.0));
    CHECK(basel_sme_correlation(0.03, 5.01) > basel_sme_correlation(0.03, 5.0));
    CHECK(basel_sme_correlation(0.03, 900.0) == basel_sme_correlation(0.03, 50.0));
    CHECK_THAT(basel_retail_correlation(0.0), WithinAbs(0.16, 1e-15));
    CHECK_THAT(basel_retail_correlation(1.0), WithinAbs(0.03, 1e-15));
}
