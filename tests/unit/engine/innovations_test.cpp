#include "catch.hpp"

#include "engine/innovations.hpp"
#include "engine/path.hpp"
#include "engine/pilot.hpp"
#include "unit/engine/small.hpp"

#include <cmath>
#include <numeric>

using namespace kdt;
using scenario::Method;
using scenario::Scenario;

namespace {

/// A pool that a hundred loans of one factor seldom empty; three periods of two factors, of which the second is carried
/// on.
Scenario of_factors(Method method) {
    Scenario s = small::scheme(30);
    s.credit.dependence = scenario::Dependence::gaussian;
    s.credit.factors.resize(2);
    s.credit.factors[0].id = "宏观";
    s.credit.factors[1].id = "行业";
    s.credit.factors[1].persistence = 0.6;
    s.credit.correlations = {{1.0, 0.3}, {0.3, 1.0}};
    s.sectors[0].asset_correlation = 0.3;
    s.sectors[0].factor_weights = {1.0, 1.0};
    for (int i = 0; i < 100; ++i) { small::add_loan(s, "L" + std::to_string(100 + i), 100, 30); }
    s.pool.balance = Fen{1500};
    s.method = method;
    s.seed = 20260131;
    return s;
}

} // namespace

TEST_CASE("tilt: likelihood ratios integrate to 1, are at most 2, and give the innovations their own law back") {
    engine::Model model = engine::compile(of_factors(Method::tilt));
    model.tilt = {0.0, 0.5, -2.0, -1.0, 0.3, 0.0, 0.0, -0.7};
    engine::PathState state(model);
    constexpr int kPaths = 40'000;
    const std::size_t n = state.innovations.size();
    REQUIRE(n == model.tilt.size());
    double ratios = 0.0;
    double squares = 0.0;
    double largest = 0.0;
    std::vector<double> first(n);
    std::vector<double> second(n);
    std::vector<double> first_squares(n);
    std::vector<double> second_squares(n);
    for (int path = 0; path < kPaths; ++path) {
        state.luck = random::Luck(model.scenario.seed, static_cast<std::uint64_t>(path));
        const double ratio =
            static_cast<double>(engine::draw_innovations(model, state)) / static_cast<double>(tally::kUnitWeight);
        ratios += ratio;
        squares += ratio * ratio;
        largest = std::max(largest, ratio);
        for (std::size_t i = 0; i < n; ++i) {
            const double z = ratio * state.innovations[i];
            const double z2 = ratio * (state.innovations[i] * state.innovations[i] - 1.0);
            first[i] += z;
            second[i] += z2;
            first_squares[i] += z * z;
            second_squares[i] += z2 * z2;
        }
    }
    CHECK(largest <= 2.0);
    CHECK(largest > 1.99);
    // 17 two-sided tests, family-wise 1e-3.
    constexpr double kBound = 4.02;
    const auto far = [](double sum, double sum_of_squares) {
        return std::abs(sum) / std::sqrt(sum_of_squares - sum * sum / kPaths);
    };
    CHECK(std::abs(ratios - kPaths) / std::sqrt(squares - ratios * ratios / kPaths) < kBound);
    for (std::size_t i = 0; i < n; ++i) {
        INFO("innovation " << i);
        CHECK(far(first[i], first_squares[i]) < kBound);
        CHECK(far(second[i], second_squares[i]) < kBound);
    }
}

TEST_CASE("tilt: without a shift every path has the weight of one and its own luck") {
    const engine::Model plain = engine::compile(of_factors(Method::plain));
    engine::Model tilted = engine::compile(of_factors(Method::tilt));
    tilted.tilt.assign(plain.factors->innovations(), 0.0);
    engine::PathState one(plain);
    engine::PathState other(tilted);
    for (std::uint64_t path = 0; path < 50; ++path) {
        one.luck = other.luck = random::Luck(1, path);
        CHECK(engine::draw_innovations(plain, one) == tally::kUnitWeight);
        CHECK(engine::draw_innovations(tilted, other) == tally::kUnitWeight);
        CHECK(one.innovations == other.innovations);
    }
}

TEST_CASE("pilot: it moves the factors down where the pool runs dry, the same for 1, 2 and 7 threads", "[long]") {
    engine::Model model = engine::compile(of_factors(Method::tilt));
    engine::find_tilt(model, {1, {}, nullptr});
    const std::vector<double> alone = model.tilt;
    REQUIRE(alone.size() == 8);
    for (const int threads : {2, 7}) {
        model.tilt.clear();
        engine::find_tilt(model, {threads, {}, nullptr});
        CHECK(model.tilt == alone);
    }
    CHECK(alone[2] < -0.3);
    CHECK(alone[3] < -0.3);
    CHECK(std::inner_product(alone.begin(), alone.end(), alone.begin(), 0.0) > 1.0);
    engine::Model plain = engine::compile(of_factors(Method::plain));
    engine::find_tilt(plain, {});
    CHECK(plain.tilt.empty());
}

TEST_CASE("pilot: the shift is the mean of the innovations given depletion", "[long]") {
    // A new pilot's luck beside 40,000 paths of the law itself; the event has a chance of about 5 %.
    Scenario s = of_factors(Method::tilt);
    s.pool.balance = Fen{700};
    engine::Model model = engine::compile(s);
    engine::PathState state(model);
    tally::PathScores scores;
    scores.fit(model.shape);
    std::vector<double> mean(8, 0.0);
    double events = 0.0;
    for (std::uint64_t path = 0; path < 40'000; ++path) {
        engine::run_path(model, path, state, scores);
        if (scores.depleted_month == 0) { continue; }
        events += 1.0;
        for (std::size_t i = 0; i < 8; ++i) { mean[i] += state.innovations[i]; }
    }
    REQUIRE(events > 800.0);
    engine::find_tilt(model, {});
    for (std::size_t i = 0; i < 8; ++i) {
        INFO("innovation " << i);
        CHECK(std::abs(model.tilt[i] - mean[i] / events) < 0.25); // six errors of about 500 pilot paths
    }
}

TEST_CASE("factors: an innovation that nothing hangs on is neither shifted nor given a coordinate") {
    Scenario s = of_factors(Method::sobol);
    const auto places = [](const Scenario& of) { return engine::compile(of).sobol_places; };
    // 0: the first factor's start moves the second one's, by their correlation.
    CHECK(places(s) == std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7});
    s.credit.factors[1].start = -1.0;
    CHECK(places(s) == std::vector<std::size_t>{2, 3, 4, 5, 6, 7});
    s.stress.factor_path = {{}, {0.5, 0.5}};
    CHECK(places(s) == std::vector<std::size_t>{2, 4, 6, 7}); // the first factor's still move the first
    s.credit.factors[1].start.reset();
    s.credit.factors[1].persistence = 0.0;
    s.stress.factor_path.clear();
    CHECK(places(s) == std::vector<std::size_t>{2, 3, 4, 5, 6, 7});
}
