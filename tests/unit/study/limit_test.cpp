#include "catch.hpp"

#include "base/cannot_deliver.hpp"
#include "engine/simulate.hpp"
#include "scenario/load.hpp"
#include "study/limit.hpp"

using namespace kdt;

namespace {

/// With a precision, and as many paths at most, or none stated.
scenario::Loaded precise(const std::string& paths) {
    scenario::Request request;
    request.scenario = std::string(KDT_SOURCE_DIR) + "/scenarios/jiujiang/base.json";
    request.settings = {{"/simulation/precision", "0.001"}, {"/simulation/paths", paths}};
    Checked<scenario::Loaded> loaded = scenario::load(request);
    REQUIRE(loaded.ok());
    return loaded.value;
}

} // namespace

TEST_CASE("limit: where none is stated it is what fits the machine, at a stage; a stated one stays") {
    study::CampaignOptions options;
    options.simulate.exact_paths = std::int64_t{1} << 40; // every path's scores: more than any machine of ours holds
    scenario::Loaded loaded = precise("null");
    REQUIRE(loaded.scenario.paths == scenario::kMostPathsForPrecision);
    engine::Model model = engine::compile(loaded.scenario);
    study::fit_limit(loaded, options);
    const std::int64_t limit = loaded.scenario.paths;
    CHECK(limit < scenario::kMostPathsForPrecision);
    CHECK(study::at_stage(limit, scenario::kMostPathsForPrecision));
    model.scenario.paths = limit;
    CHECK_NOTHROW(engine::expect_memory(model, options.simulate, 1));
    model.scenario.paths = 2 * limit;
    CHECK_THROWS_AS(engine::expect_memory(model, options.simulate, 1), CannotDeliver);
    scenario::Loaded stated = precise("65536000");
    study::fit_limit(stated, options);
    CHECK(stated.scenario.paths == 65'536'000);
    scenario::Loaded roomy = precise("null");
    study::fit_limit(roomy, {});
    CHECK(roomy.scenario.paths == scenario::kMostPathsForPrecision);
}
