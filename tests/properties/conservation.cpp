#include "catch.hpp"
#include "engine/trace.hpp"
#include "generator.hpp"
#include "replay.hpp"
#include "samples.hpp"

using namespace kdt;
using namespace kdt::properties;

TEST_CASE("every path: the ledger balances each month and its events add up to the scores") {
    for (std::uint64_t seed = 1; seed <= count_of(2000); ++seed) {
        const engine::Model model = engine::compile(random_scenario(seed));
        for (std::uint64_t path = 0; path < 5; ++path) {
            const auto findings = engine::audit(model, engine::trace(model, path));
            INFO("scenario " << seed << ", path " << path);
            CHECK(findings == std::vector<std::string>{});
        }
    }
}

TEST_CASE("every path: books kept a second time, from the contract, show the same amounts, payments and refusals") {
    for (std::uint64_t seed = 1; seed <= count_of(2000); ++seed) {
        const engine::Model model = engine::compile(random_scenario(seed));
        for (std::uint64_t path = 0; path < 5; ++path) {
            const auto findings = replay(model, engine::trace(model, path));
            INFO("scenario " << seed << ", path " << path);
            CHECK(findings == std::vector<std::string>{});
        }
    }
}
