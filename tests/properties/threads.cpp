#include "catch.hpp"
#include "engine/simulate.hpp"
#include "engine/trace.hpp"
#include "every_target.hpp"
#include "generator.hpp"
#include "same_outcome.hpp"
#include "samples.hpp"

#include "results/csv.hpp"
#include "results/summary_json.hpp"
#include "scenario/load.hpp"
#include "study/run.hpp"

#include <filesystem>
#include <tbb/global_control.h>

using namespace kdt;
using namespace kdt::properties;

namespace {

engine::Outcome run(const engine::Model& model, int threads) {
    engine::SimulateOptions options;
    options.threads = threads;
    return engine::simulate(model, options);
}

/// Everything a run of a scenario file writes but its manifest.
std::string files_of(const std::string& scenario, int paths) {
    scenario::Request request;
    request.scenario = std::filesystem::path(KDT_SOURCE_DIR) / "scenarios" / scenario;
    request.settings.push_back({"/simulation/paths", std::to_string(paths)});
    const scenario::Loaded loaded = scenario::load(request).value;
    const results::Results results = study::run(loaded).results;
    std::string all = results::to_json(results);
    for (const results::OutputFile& file : results::csv_files(results)) { all += file.bytes; }
    return all;
}

} // namespace

TEST_CASE("simulate: whatever registers the machine has, the files are the same byte for byte", "[long]") {
    for (const char* scenario : {"jiujiang/base.json", "textbook/one_factor.json"}) {
        const std::string usual = files_of(scenario, 1003);
        int targets = 0;
        on_every_target([&](const std::string& target) {
            INFO(scenario << " on " << target);
            CHECK(files_of(scenario, 1003) == usual);
            ++targets;
        });
        CHECK(targets >= 2); // the machine's own and the plain fallback
    }
}

TEST_CASE("simulate: 1, 2 and 7 threads give the same scores and sums, exactly") {
    // Seven workers even where there are fewer cores.
    const tbb::global_control workers(tbb::global_control::max_allowed_parallelism, 7);
    for (std::uint64_t seed = 1; seed <= count_of(12); ++seed) {
        scenario::Scenario scenario = random_scenario(seed);
        scenario.paths = 2311; // ten blocks, the last one short
        const engine::Model model = engine::compile(scenario);
        const engine::Outcome alone = run(model, 1);
        for (int threads : {2, 7}) {
            INFO("scenario " << seed << ", threads " << threads);
            const engine::Outcome together = run(model, threads);
            CHECK(differences(model, *alone.scores, *together.scores) == std::vector<std::string>{});
            CHECK(differences(model, *alone.tally, *together.tally) == std::vector<std::string>{});
        }
    }
}

TEST_CASE("simulate: its content is that of its paths traced one by one, in any order") {
    for (std::uint64_t seed = 1; seed <= count_of(60); ++seed) {
        scenario::Scenario scenario = random_scenario(seed);
        scenario.paths = 41;
        const engine::Model model = engine::compile(scenario);
        const engine::Outcome outcome = run(model, 2);
        tally::Scores scores(model.shape, scenario.paths);
        tally::Tally traced(model.shape, scores);
        for (std::int64_t path = scenario.paths; path-- > 0;) {
            traced.add(path, engine::trace(model, static_cast<std::uint64_t>(path)).scores);
        }
        traced.finish();
        INFO("scenario " << seed);
        CHECK(differences(model, *outcome.scores, scores) == std::vector<std::string>{});
        CHECK(differences(model, *outcome.tally, traced) == std::vector<std::string>{});
    }
}

TEST_CASE("simulate: a path leaves nothing to the next, whatever the management cost is a part of") {
    using terms::CostBase;
    for (std::uint64_t seed = 1; seed <= count_of(12); ++seed) {
        for (const CostBase base : {CostBase::claims_paid, CostBase::balance, CostBase::outstanding}) {
            scenario::Scenario scenario = random_scenario(seed);
            scenario.paths = 40;
            scenario.pool.management_fee = terms::ManagementFee{Rate{0.1}, base};
            for (scenario::Product& product : scenario.products) { // paid in the first month, too
                product.claim.overdue_months = product.claim.review_months = 0;
                product.claim.pay_on = terms::PayOn::overdue;
            }
            for (scenario::Tier& tier : scenario.tiers) { tier.pd = std::max(tier.pd, 0.6); }
            const engine::Model model = engine::compile(scenario);
            const engine::Outcome outcome = run(model, 1);
            tally::Scores scores(model.shape, scenario.paths);
            tally::Tally traced(model.shape, scores);
            for (std::int64_t path = 0; path < scenario.paths; ++path) {
                traced.add(path, engine::trace(model, static_cast<std::uint64_t>(path)).scores);
            }
            traced.finish();
            INFO("scenario " << seed << ", cost base " << static_cast<int>(base));
            CHECK(differences(model, *outcome.scores, scores) == std::vector<std::string>{});
            CHECK(differences(model, *outcome.tally, traced) == std::vector<std::string>{});
        }
    }
}

TEST_CASE("simulate: a path's exact columns are its trace's scores") {
    for (std::uint64_t seed = 1; seed <= count_of(60); ++seed) {
        scenario::Scenario scenario = random_scenario(seed);
        scenario.paths = 9;
        const engine::Model model = engine::compile(scenario);
        const engine::Outcome outcome = run(model, 1);
        for (std::size_t path = 0; path < 9; ++path) {
            const engine::Trace trace = engine::trace(model, path);
            INFO("scenario " << seed << ", path " << path);
            int wrong = 0;
            for (int date = 0; date < static_cast<int>(outcome.scores->dates().size()); ++date) {
                const int month = outcome.scores->dates()[static_cast<std::size_t>(date)];
                for (std::size_t m = 0; m < tally::kMeasures; ++m) {
                    const auto measure = static_cast<tally::Measure>(m);
                    wrong += outcome.scores->measure(date, measure)[path] != trace.scores.at(month, measure) ? 1 : 0;
                }
            }
            CHECK(wrong == 0);
            CHECK(outcome.scores->depleted_month()[path] == trace.scores.depleted_month);
            for (int target = 0; target < model.shape.targets; ++target) {
                const tally::TargetScore& told = trace.scores.targets[static_cast<std::size_t>(target)];
                CHECK(outcome.scores->target(target)[path] == told.value);
                CHECK(outcome.scores->target_outcome(target)[path] == (told.met ? 0 : 1 + told.bound_by));
            }
        }
    }
}
