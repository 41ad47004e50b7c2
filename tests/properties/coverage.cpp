#include "catch.hpp"
#include "engine/trace.hpp"
#include "generator.hpp"
#include "samples.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>

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

TEST_CASE("the generator reaches every choice of funding that no event tells of") {
    std::map<std::string, std::ptrdiff_t> seen;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        const scenario::Scenario s = random_scenario(seed);
        const auto& funders = s.pool.funders;
        const auto in_turn = [&](std::optional<terms::FunderPart> part) {
            return std::count_if(funders.begin(), funders.end(),
                                 [&](const scenario::Funder& f) { return f.order && f.part == part; }) > 1;
        };
        seen["in order"] += in_turn(std::nullopt) ? 1 : 0;
        seen["cash in order before a commitment"] += in_turn(terms::FunderPart::cash) ? 1 : 0;
        seen["top-up of one funder"] += std::count_if(s.pool.top_ups.begin(), s.pool.top_ups.end(),
                                                      [](const auto& top_up) { return top_up.funder.has_value(); });
        seen["refill by share of the loans"] += s.pool.refill && s.pool.refill->target_of_loans ? 1 : 0;
        seen["level by share of the loans"] += s.pool.refill && s.pool.refill->below_of_loans ? 1 : 0;
        seen["subsidy at the LPR"] += std::count_if(s.products.begin(), s.products.end(), [](const auto& product) {
            return product.interest_subsidy && product.interest_subsidy->lpr;
        });
    }
    for (const auto& [choice, times] : seen) {
        INFO(choice);
        CHECK(times > 2);
    }
}
