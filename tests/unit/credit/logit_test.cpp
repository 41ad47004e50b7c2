#include "credit/logit.hpp"

#include "catch.hpp"
#include "credit/default_model.hpp"
#include "exact/reference.hpp"

#include <cmath>

using namespace kdt::credit;
namespace reference = kdt::reference;
using Catch::Matchers::WithinRel;

TEST_CASE("logit: the conditional PD averages to the PD over the factor, to 1e-12") {
    for (double pd : {1e-8, 1e-4, 0.0225, 0.2, 0.5, 0.9}) {
        for (double slope : {0.0, 0.1, 0.7, 2.0, 6.0}) {
            const Logit model(pd, slope);
            const auto conditional = [&](double y) { return model.conditional_pd({y}); };
            INFO("PD " << pd << ", slope " << slope);
            // The mean of a small PD under a steep slope lies far out: −β and a few standard deviations.
            const double mean = reference::integral([&](double y) { return conditional(y) * reference::density(y); },
                                                    -slope - 10.0, 10.0, 200);
            CHECK_THAT(mean, WithinRel(pd, 1e-12));
        }
    }
}

TEST_CASE("logit: the log odds fall by β for each standard deviation of the composite") {
    const Logit model(0.03, 0.8);
    const auto log_odds = [&](double y) {
        const double p = model.conditional_pd({y});
        return std::log(p / (1.0 - p));
    };
    for (double y : {-4.0, -1.0, 0.0, 2.5}) {
        CHECK_THAT(log_odds(y) - log_odds(y + 1.0), WithinRel(0.8, 1e-11));
        CHECK(model.conditional_pd({y}) > model.conditional_pd({y + 1.0}));
    }
    // α by hand for a small β: the logistic's second-order Taylor term, β²/2·(2P − 1) (P = 0.03: −0.0047 at β = 0.1).
    const Logit gentle(0.03, 0.1);
    const double p = gentle.conditional_pd({0.0});
    CHECK(std::log(p / (1.0 - p)) - std::log(0.03 / 0.97) == Approx(0.5 * 0.01 * (2 * 0.03 - 1.0)).epsilon(0.01));
}

TEST_CASE("logit: without a slope, and at a PD of 0 or 1, nothing moves") {
    CHECK(Logit(0.02, 0.0).conditional_pd({-5.0}) == 0.02);
    CHECK(Logit(0.0, 1.0).conditional_pd({-5.0}) == 0.0);
    CHECK(Logit(1.0, 1.0).conditional_pd({5.0}) == 1.0);
    CHECK(Logit(0.02, 0.0).conditional_lgd(0.6, {-3.0}) == 0.6);
    CHECK(Logit(0.0, 1.0).conditional_lgd(0.6, {-3.0}) == 0.6);
    CHECK(Logit(0.02, 1.0).conditional_lgd(0.0, {-3.0}) == 0.0);
    CHECK(Logit(0.02, 1.0).conditional_lgd(1.0, {-3.0}) == 1.0);
    const DefaultModel model{Logit(0.2, 3.0)};
    CHECK(std::isfinite(conditional_hazard(model, {-1000.0})));
    CHECK(conditional_hazard(model, {1000.0}) == 0.0);
}

TEST_CASE("logit: a PD that a double hardly holds is a model too") {
    for (double pd : {5e-324, 1e-320, 1e-300, 1e-290, 1e-280, 1e-100}) {
        for (double slope : {0.1, 0.5, 2.0, 6.0}) {
            INFO("PD " << pd << ", slope " << slope);
            REQUIRE_NOTHROW(Logit(pd, slope));
            const double mild = Logit(pd, slope).conditional_pd({0.0});
            CHECK(mild > 0.0);
            CHECK(mild <= pd * (1.0 + 1e-9));
        }
    }
}

TEST_CASE("logit: conditional PD times conditional LGD averages to PD times LGD, prepared or not") {
    for (double pd : {1e-4, 0.0225, 0.3}) {
        for (double lgd : {0.05, 0.4, 0.99}) {
            for (double slope : {0.2, 1.0, 3.0}) {
                const Logit plain(pd, slope);
                DefaultModel prepared{plain};
                prepare_lgd(prepared, lgd);
                prepare_lgd(prepared, 0.5);
                const auto loss = [&](double y) {
                    return plain.conditional_pd({y}) * conditional_lgd(prepared, lgd, {y}) * reference::density(y);
                };
                INFO("PD " << pd << ", LGD " << lgd << ", slope " << slope);
                CHECK_THAT(reference::integral(loss, -slope - 10.0, 10.0, 60), WithinRel(pd * lgd, 1e-8));
                CHECK(conditional_lgd(prepared, lgd, {-2.0}) == plain.conditional_lgd(lgd, {-2.0}));
            }
        }
    }
}

TEST_CASE("logit: losses given default rise as the economy worsens") {
    double before = 0.0;
    for (double y : {9.0, 3.0, 1.0, 0.0, -1.0, -3.0, -9.0, -60.0}) {
        const double now = Logit(0.02, 1.2).conditional_lgd(0.6, {y});
        CHECK((now >= before && now <= 1.0));
        before = now;
    }
    CHECK(before == 1.0);
}
