#include "base/cannot_deliver.hpp"
#include "catch.hpp"
#include "engine/simulate.hpp"
#include "generator.hpp"
#include "same_outcome.hpp"
#include "samples.hpp"
#include "tally/order_statistics.hpp"

#include <array>
#include <atomic>
#include <cmath>
#include <set>

using namespace kdt;
using namespace kdt::properties;

namespace {

std::string bytes_of(const engine::Model& model, const engine::Outcome& outcome) {
    ByteWriter out;
    engine::write(out, model, outcome);
    return out.take();
}

engine::Model random_model(std::uint64_t seed, std::int64_t paths) {
    scenario::Scenario scenario = random_scenario(seed);
    scenario.paths = paths;
    return engine::compile(scenario);
}

/// Plain, tilted and Sobol models in turn, as far as the scenario has factors to draw otherwise.
engine::Model model_by_turns(std::uint64_t seed, std::int64_t paths) {
    using scenario::Method;
    scenario::Scenario scenario = random_scenario(seed);
    scenario.paths = paths;
    if (has_factors(scenario)) { scenario.method = std::array{Method::plain, Method::tilt, Method::sobol}[seed % 3]; }
    engine::Model model = engine::compile(scenario);
    if (scenario.method == Method::tilt) { model.tilt.assign(model.factors->innovations(), -0.4); }
    return model;
}

/// The first seed whose model by turns is tilted.
std::uint64_t seed_with_tilt() {
    std::uint64_t seed = 1;
    while (model_by_turns(seed, 1).scenario.method != scenario::Method::tilt) { ++seed; }
    return seed;
}

} // namespace

TEST_CASE("steps: a run that goes on, in one process or from bytes, gathers what one that was never stopped does") {
    std::set<scenario::Method> methods;
    for (std::uint64_t seed = 1; seed <= count_of(25); ++seed) {
        INFO("scenario " << seed);
        const engine::Model model = model_by_turns(seed, 391);
        methods.insert(model.scenario.method);
        const engine::Outcome whole = engine::simulate(model);
        engine::Outcome outcome = engine::begin(model);
        for (const std::int64_t end : {1, 1, 130, 263, 391}) {
            engine::advance(model, {2, {}, nullptr}, outcome, end);
            REQUIRE(outcome.paths() == end);
            const std::string bytes = bytes_of(model, outcome);
            ByteReader in(bytes);
            outcome = engine::read_outcome(model, in, 0, 391);
            in.expect_end();
        }
        CHECK(bytes_of(model, outcome) == bytes_of(model, whole));
        CHECK(differences(model, *outcome.scores, *whole.scores) == std::vector<std::string>{});
        CHECK(differences(model, *outcome.tally, *whole.tally) == std::vector<std::string>{});
        // Bytes that lost weights or batches would agree with each other; figures would not.
        const tally::Probability known = outcome.depleted_by(model.months);
        CHECK(known.se == whole.depleted_by(model.months).se);
        CHECK(known.ess.has_value() == (model.scenario.method == scenario::Method::tilt));
        for (int month = 0; month <= model.months; ++month) {
            const tally::Estimate mean = outcome.tally->month_mean(month, tally::Measure::outstanding);
            CHECK(mean.se == whole.tally->month_mean(month, tally::Measure::outstanding).se);
        }
    }
    CHECK(methods.size() >= (is_short_run() ? 1U : 3U));
}

TEST_CASE("steps: parts of the paths run apart and put together are the whole") {
    for (std::uint64_t seed = 1; seed <= count_of(12); ++seed) {
        INFO("scenario " << seed);
        const engine::Model model = model_by_turns(seed, 300);
        const auto part = [&](std::int64_t from, std::int64_t to) {
            engine::Outcome outcome = engine::begin(model, from);
            engine::advance(model, {1, {}, nullptr}, outcome, to);
            return outcome;
        };
        engine::Outcome joined = part(0, 37);
        engine::append(joined, part(37, 37));
        engine::append(joined, part(37, 212));
        engine::append(joined, part(212, 300));
        CHECK(bytes_of(model, joined) == bytes_of(model, engine::simulate(model)));
    }
}

TEST_CASE("steps: a run paused at any time has the first paths, all of them, and no others", "[long]") {
    const engine::Model model = random_model(3, 2'000);
    const std::string whole = bytes_of(model, engine::simulate(model));
    for (const int pauses_after : {0, 1, 3, 17}) {
        engine::Outcome outcome = engine::begin(model);
        int steps = 0;
        while (outcome.paths() < 2'000) {
            std::atomic<int> asked{0};
            engine::SimulateOptions options;
            options.threads = 2;
            options.pause = [&] { return asked++ > pauses_after + steps; };
            const std::int64_t before = outcome.paths();
            engine::advance(model, options, outcome, 2'000);
            CHECK(!outcome.cancelled);
            REQUIRE(outcome.paths() > before);
            ++steps;
        }
        CHECK(steps > 1);
        CHECK(bytes_of(model, outcome) == whole);
    }
}

TEST_CASE("steps: bytes of another model are refused") {
    const engine::Model model = random_model(1, 20);
    const std::string bytes = bytes_of(model, engine::simulate(model));
    for (std::uint64_t seed = 2; seed <= 6; ++seed) {
        const engine::Model other = random_model(seed, 20);
        if (other.shape.groups == model.shape.groups && other.months == model.months) { continue; }
        ByteReader in(bytes);
        CHECK_THROWS_AS(engine::read_outcome(other, in, 0, 20), BadBytes);
    }
    ByteReader in(bytes);
    CHECK_THROWS_AS(engine::read_outcome(model, in, 4, 20), BadBytes);
    ByteReader again(bytes);
    CHECK_THROWS_AS(engine::read_outcome(model, again, 0, 19), BadBytes);
    engine::Model tilted = model_by_turns(seed_with_tilt(), 20);
    const std::string of_tilted = bytes_of(tilted, engine::simulate(tilted));
    tilted.tilt[0] = std::nextafter(tilted.tilt[0], 0.0);
    ByteReader shifted(of_tilted);
    CHECK_THROWS_AS(engine::read_outcome(tilted, shifted, 0, 20), BadBytes);
}

TEST_CASE(
    "steps: above the limit scores are in bins, whether they were from the start, and quantiles keep their promise") {
    for (std::uint64_t seed = 1; seed <= count_of(12); ++seed) {
        INFO("scenario " << seed);
        const engine::Model model = random_model(seed, 700);
        engine::SimulateOptions binned;
        binned.threads = 2;
        binned.exact_paths = 300;
        const engine::Outcome at_once = engine::simulate(model, binned);
        REQUIRE(at_once.digest);
        CHECK_FALSE(at_once.scores);
        engine::Outcome outcome = engine::begin(model);
        for (const std::int64_t end : {100, 300, 450, 700}) {
            engine::advance(model, binned, outcome, end);
            CHECK((outcome.digest != nullptr) == (end > 300));
            const std::string bytes = bytes_of(model, outcome);
            ByteReader in(bytes);
            outcome = engine::read_outcome(model, in, 0, 700);
        }
        CHECK(bytes_of(model, outcome) == bytes_of(model, at_once));
        const engine::Outcome exact = engine::simulate(model);
        CHECK(differences(model, *outcome.tally, *exact.tally) == std::vector<std::string>{});
        const tally::Probability counted = outcome.depleted_by(model.months);
        CHECK(counted.events == exact.depleted_by(model.months).events);
        CHECK(counted.se == exact.depleted_by(model.months).se);
        int wrong = 0;
        for (std::size_t column = 0; column + 2 < exact.scores->columns(); ++column) {
            const tally::OrderStatistics law(exact.scores->column(column));
            const auto in_bins = outcome.digest->law(column);
            for (std::int64_t rank = 1; rank <= 700; rank += 33) {
                const auto truth = law.score_at(rank);
                const auto read = in_bins->score_at(rank);
                wrong += truth.has_value() != read.has_value() ||
                         (truth && std::abs(static_cast<double>(*read - *truth)) >
                                       tally::kBinResolution * std::abs(static_cast<double>(*truth)));
            }
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("steps: what a run would hold is weighed before it starts, and above the limit it grows no more") {
    const engine::Model model = random_model(1, 1'000'000);
    CHECK_NOTHROW(engine::expect_memory(model, {}, 1));
    CHECK_THROWS_AS(engine::expect_memory(model, {}, 1'000'000), CannotDeliver);
    scenario::Scenario huge = random_scenario(1);
    huge.paths = 4'000'000'000;
    CHECK_NOTHROW(engine::expect_memory(engine::compile(huge), {}, 1));
    huge.paths = std::int64_t{1} << 34;
    CHECK_THROWS_AS(engine::expect_memory(engine::compile(huge), {}, 1), CannotDeliver);
}
