#include "catch.hpp"

#include "credit/default_model.hpp"
#include "credit/normal_hazard.hpp"

#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace kdt::credit;

namespace {

/// −ln Φ(−x) in long double, by the tail that is small.
double by_long_double(double x) {
    const long double root = std::numbers::sqrt2_v<long double>;
    const long double of_smaller = boost::math::erfc(std::abs(static_cast<long double>(x)) / root) / 2;
    return static_cast<double>(x < 0.0 ? -std::log1p(-of_smaller) : -std::log(of_smaller));
}

} // namespace

TEST_CASE("normal hazard: −ln Φ(−x) to 10^-12 of itself, between its points, at them and beyond them") {
    double worst = 0.0;
    for (int i = -8'000; i <= 8'000; ++i) {
        const double x = i * 0.00100003;
        worst = std::max(worst, std::abs(normal_hazard(x) / by_long_double(x) - 1.0));
    }
    for (int i = -6 * 32; i <= 6 * 32; ++i) { // points and the middles between them, from both sides
        for (const double x : {std::nextafter(i / 32.0, -9.0), i / 32.0, std::nextafter(i / 32.0, 9.0)}) {
            worst = std::max(worst, std::abs(normal_hazard(x) / by_long_double(x) - 1.0));
        }
    }
    CHECK(worst < 1e-12);
}

TEST_CASE("normal hazard: it rises with x, and is finite wherever a probability is told apart from certainty") {
    int falls = 0;
    for (int i = -7'000; i < 7'000; ++i) { falls += normal_hazard(i * 1e-3) < normal_hazard((i - 1) * 1e-3) ? 1 : 0; }
    CHECK(falls == 0);
    CHECK(normal_hazard(-40.0) == 0.0);
    CHECK(std::isfinite(normal_hazard(30.0)));
}

TEST_CASE("conditional hazard: −ln(1 − P_c) for every model, bounded") {
    const Economy bad{-1.7, 0.8, 2.5};
    const DefaultModel models[] = {Independent(0.04), Gaussian(0.04, 0.2), Gaussian(0.04, 0.0),
                                   StudentT(0.04, 0.2, 5.0), Logit(0.04, 0.6)};
    for (const DefaultModel& model : models) {
        const double pd = std::visit([&](const auto& m) { return m.conditional_pd(bad); }, model);
        INFO(model.index());
        CHECK(conditional_hazard(model, bad) == Approx(-std::log1p(-pd)).epsilon(1e-12));
        CHECK(std::isfinite(conditional_hazard(model, {-1e6, 1.0, 1e6})));
    }
}

TEST_CASE("normal hazard: the short series tell it to 10^-6 of itself, half way between their points too") {
    CHECK(coarse_hazard_series().size() == (2 * 6 * kCoarsePointsEach + 1) * kCoarseTerms);
    double worst = 0.0;
    for (int point = -6 * kCoarsePointsEach; point <= 6 * kCoarsePointsEach; ++point) {
        for (const double side : {-0.4999, -0.1, 0.0, 0.3, 0.4999}) {
            const double x = (point + side) / kCoarsePointsEach;
            worst = std::max(worst, std::abs(coarse_normal_hazard(x) / by_long_double(x) - 1.0));
        }
    }
    CHECK(worst < 1e-6);
    CHECK(worst > 1e-9); // they are the short ones
}
