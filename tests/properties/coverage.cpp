#include "catch.hpp"
#include "engine/trace.hpp"
#include "generator.hpp"
#include "samples.hpp"

#include <map>

using namespace kdt;
using namespace kdt::properties;

TEST_CASE("the generator reaches every kind of event, so that no rule passes untried") {
    std::map<engine::EventKind, int> seen;
    int depleted = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const engine::Model model = engine::compile(random_scenario(seed));
        for (std::uint64_t path = 0; path < 3; ++path) {
            const engine::Trace trace = engine::trace(model, path);
            for (const engine::Event& event : trace.events) { ++seen[event.kind]; }
            depleted += trace.scores.depleted_month > 0 ? 1 : 0;
        }
    }
    for (int kind = 0; kind <= static_cast<int>(engine::EventKind::resumed); ++kind) {
        INFO("kind of event " << kind);
        CHECK(seen[static_cast<engine::EventKind>(kind)] > 0);
    }
    CHECK(depleted > 20);
}
