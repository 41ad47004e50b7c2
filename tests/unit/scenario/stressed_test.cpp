#include "scenario/stressed.hpp"

#include "catch.hpp"
#include "credit/basel.hpp"
#include "unit/scenario/scratch.hpp"

using namespace kdt;
using namespace kdt::scenario;

namespace {

Scenario basel_scenario() {
    const testing::Scratch scratch(R"({
        "as_of": "2021-12", "horizon_months": 12, "unit": "万元", "pool": {"balance": 100},
        "products": {"贷款": {"tenor_months": 12, "shares": [{"pays": {"pool": 0.5}}]}},
        "sectors": {"制造": {"asset_correlation": "basel_sme", "factors": {"Z": 1}},
                    "农业": {"asset_correlation": "basel_retail", "factors": {"Z": 1}},
                    "软件": {"asset_correlation": "12%", "factors": {"Z": 1}}},
        "credit": {"factors": {"Z": {}}, "yuan_per_euro": 8},
        "tiers": {"小": {"pd": 0.02, "turnover": "1.2亿元", "loan_size": {"distribution": "constant", "mean": 100}},
                  "大": {"pd": 0.01, "turnover": "9亿元"}},
        "recovery": {"mean": 0.4},
        "lending": {"demand": {"贷款": {"小": {"loans_per_month": 1}}}},
        "stress": {"pd_multiplier": {"小": 1.5}}
    })");
    return scratch.good();
}

} // namespace

TEST_CASE("asset correlation: Basel's formulas take the stressed PD and the tier's turnover in euro") {
    const Scenario s = basel_scenario();
    CHECK(pd_multiplier(s.stress, 0) == 1.5);
    CHECK(pd_multiplier(s.stress, 1) == 1.0);
    // 1.2亿元 at 8 yuan: 15 million euro; 9亿元: 112.5, which counts as 50.
    CHECK(asset_correlation(s, 0, 0, 0.03) == credit::basel_sme_correlation(0.03, 15.0));
    CHECK(asset_correlation(s, 1, 0, 0.01) == credit::basel_sme_correlation(0.01, 50.0));
    CHECK(asset_correlation(s, 0, 1, 0.03) == credit::basel_retail_correlation(0.03));
    CHECK(asset_correlation(s, 0, 2, 0.03) == 0.12);
}

TEST_CASE("asset correlation: the stress block replaces or multiplies whatever it was, Basel's too") {
    Stress stress;
    CHECK(stressed_correlation(stress, 0.2) == 0.2);
    stress.correlation_multiplier = 3.0;
    CHECK(stressed_correlation(stress, 0.2) == Approx(0.6));
    CHECK(stressed_correlation(stress, 0.5) == 0.9999);
    stress.asset_correlation = 0.05;
    CHECK(stressed_correlation(stress, 0.2) == 0.05);
}
