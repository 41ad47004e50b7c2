#include "study/breaker_frame.hpp"

namespace kdt::study {
namespace {

using scenario::Scenario;

std::string resume_name(terms::Resume resume) {
    switch (resume) {
    case terms::Resume::after_months: return "after_months";
    case terms::Resume::year_end: return "year_end";
    case terms::Resume::never: return "never";
    case terms::Resume::below: break;
    }
    return "below";
}

struct ScopeNames {
    results::BreakerScope scope;
    std::vector<std::string> members;
};

ScopeNames scope_of(const Scenario& scenario, terms::Scope scope) {
    switch (scope) {
    case terms::Scope::bank: return {results::BreakerScope::bank, scenario::ids_of(scenario.banks)};
    case terms::Scope::product: return {results::BreakerScope::product, scenario::ids_of(scenario.products)};
    case terms::Scope::sector: return {results::BreakerScope::sector, scenario::ids_of(scenario.sectors)};
    case terms::Scope::scheme: break;
    }
    return {results::BreakerScope::scheme, {std::string()}};
}

} // namespace

std::vector<results::BreakerFrame> breakers_of(const Scenario& scenario) {
    std::vector<results::BreakerFrame> frames;
    int first_member = 0;
    for (const auto& breaker : scenario.breakers) {
        const terms::BreakerRule& rule = breaker.rule;
        auto [scope, members] = scope_of(scenario, rule.scope);
        results::BreakerFrame frame;
        frame.id = breaker.id;
        frame.scope = scope;
        frame.metric = terms::name_of(rule.metric);
        frame.payer = terms::name_of(rule.payer);
        for (const int product : rule.products) {
            frame.products.push_back(scenario.products[static_cast<std::size_t>(product)].id);
        }
        frame.of_commitment = scenario.pool.mode != scenario::PoolMode::cash_pool;
        frame.of_account = rule.scope == terms::Scope::bank && rule.metric == terms::Metric::claims_over_pool &&
                           scenario::has_sub_accounts(scenario);
        frame.warn_above = rule.warn_above;
        frame.stop_above = rule.stop_above;
        frame.resume = resume_name(rule.resume);
        frame.resume_below = rule.resume_below;
        frame.resume_after_months = rule.resume_after_months;
        frame.halts_lending = rule.halts_lending;
        frame.halts_claims = rule.halts_claims;
        frame.review_months = rule.review_months;
        frame.first_member = first_member;
        frame.members = std::move(members);
        first_member += static_cast<int>(frame.members.size());
        frames.push_back(std::move(frame));
    }
    return frames;
}

} // namespace kdt::study
