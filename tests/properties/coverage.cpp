#include "catch.hpp"
#include "engine/trace.hpp"
#include "generator.hpp"
#include "samples.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>

using namespace kdt;
using namespace kdt::properties;

namespace {

/// Members of the closed lists that the random scenarios have put to use.
struct Reached {
    std::set<std::size_t> cuts;
    std::set<std::pair<terms::Metric, terms::Scope>> stops; ///< by a breaker of this kind
    std::set<terms::Resume> resumes;                        ///< rules of breakers that stopped
    std::set<scenario::PoolMode> modes;                     ///< pools that paid claims
    std::set<terms::Party> parties;                         ///< who was paid for or got something back
    std::set<engine::Rule> rules;                           ///< named in events
};

void note(Reached& reached, const engine::Model& model, const engine::Event& event) {
    using engine::EventKind;
    using terms::Party;
    if (event.kind == EventKind::stopped) {
        const auto& rule = model.scenario.breakers[model.members[static_cast<std::size_t>(event.member)].breaker].rule;
        reached.stops.emplace(rule.metric, rule.scope);
        reached.resumes.insert(rule.resume);
    }
    if (event.kind == EventKind::claim_cut) { reached.cuts.insert(static_cast<std::size_t>(event.cut)); }
    if (event.kind == EventKind::claim_paid) {
        reached.modes.insert(model.scenario.pool.mode);
        reached.parties.insert(Party::pool);
    }
    if (event.kind == EventKind::guarantor_paid) { reached.parties.insert(Party::guarantor); }
    if (event.kind == EventKind::insurer_paid) { reached.parties.insert(Party::insurer); }
    if (event.kind == EventKind::reguarantee_paid) { reached.parties.insert(Party::reguarantee); }
    if (event.kind == EventKind::recovery_bank) { reached.parties.insert(Party::bank); }
    reached.rules.insert(event.rule);
}

} // namespace

TEST_CASE("the generator reaches every cut, breaker, way to resume, funding mode, party and rule of a claim",
          "[long]") {
    Reached reached;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        const engine::Model model = engine::compile(random_scenario(seed));
        for (std::uint64_t path = 0; path < 2; ++path) {
            for (const engine::Event& event : engine::trace(model, path).events) { note(reached, model, event); }
        }
    }
    CHECK(reached.cuts.size() == terms::kCuts);
    for (int metric = 0; metric <= static_cast<int>(terms::Metric::claims_over_pool); ++metric) {
        for (int scope = 0; scope <= static_cast<int>(terms::Scope::sector); ++scope) {
            INFO("metric " << metric << ", scope " << scope);
            CHECK(reached.stops.contains({static_cast<terms::Metric>(metric), static_cast<terms::Scope>(scope)}));
        }
    }
    CHECK(reached.resumes.size() == static_cast<std::size_t>(terms::Resume::never) + 1);
    CHECK(reached.modes.size() == static_cast<std::size_t>(scenario::PoolMode::hybrid) + 1);
    CHECK(reached.parties.size() == terms::kParties);
    for (int rule = 0; rule <= static_cast<int>(engine::Rule::bank_share); ++rule) {
        INFO("rule " << rule);
        CHECK(reached.rules.contains(static_cast<engine::Rule>(rule)));
    }
}

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

TEST_CASE("the generator reaches every choice of terms and funding that no event tells of") {
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
        seen["several tenors"] += std::count_if(s.products.begin(), s.products.end(),
                                                [](const auto& product) { return product.tenor_months.several(); });
        for (const scenario::Bank& bank : s.banks) {
            for (const terms::Layer& layer : bank.layers) {
                seen["layer of several bands"] += layer.bands.size() > 1 ? 1 : 0;
                seen["layer of some sectors"] += layer.sectors.empty() ? 0 : 1;
            }
        }
    }
    for (const auto& [choice, times] : seen) {
        INFO(choice);
        CHECK(times > 2);
    }
}
