#include "engine/compile.hpp"
#include "terms/cut.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::engine {
namespace {

std::optional<terms::Level> level_of(const std::optional<double>& fraction) {
    return fraction ? std::optional(terms::Level::of(*fraction)) : std::nullopt;
}

int members_in(terms::Scope scope, const Groups& groups) {
    switch (scope) {
    case terms::Scope::bank: return groups.banks;
    case terms::Scope::product: return groups.products;
    case terms::Scope::sector: return groups.sectors;
    case terms::Scope::scheme: break;
    }
    return 1;
}

std::size_t group_of(terms::Scope scope, int member, const Groups& groups) {
    switch (scope) {
    case terms::Scope::bank: return groups.bank(member);
    case terms::Scope::product: return groups.product(member);
    case terms::Scope::sector: return groups.sector(member);
    case terms::Scope::scheme: break;
    }
    return Groups::scheme();
}

std::size_t add_slice(Groups& groups, Slice slice) {
    groups.slices.push_back(std::move(slice));
    return groups.slice(groups.slices.size() - 1);
}

/// The row of the accounts that holds a member's loans of the rule's products.
std::size_t row_of(const terms::BreakerRule& rule, int member, Groups& groups) {
    if (rule.products.empty()) { return group_of(rule.scope, member, groups); }
    Slice slice;
    if (rule.scope == terms::Scope::bank) { slice.bank = member; }
    if (rule.scope == terms::Scope::sector) { slice.sectors = {member}; }
    slice.products = rule.products;
    return add_slice(groups, std::move(slice));
}

/// Calendar quarters since year 0.
int quarter(CalendarMonth month) { return month.count / 3; }

} // namespace

void add_layers(Model& model) {
    for (int bank = 0; bank < model.groups.banks; ++bank) {
        const scenario::Bank& of = model.scenario.banks[static_cast<std::size_t>(bank)];
        const std::size_t first = model.layers.size();
        for (const terms::Layer& layer : of.layers) {
            const bool whole = layer.sectors.empty();
            model.layers.push_back(
                {layer, whole ? model.groups.bank(bank) : add_slice(model.groups, {bank, layer.sectors, {}})});
        }
        for (int sector = 0; sector < model.groups.sectors; ++sector) {
            const auto place = of.layer_for(sector);
            model.layer_of.push_back(place ? std::optional(first + *place) : std::nullopt);
        }
    }
}

std::vector<BreakerMember> breaker_members(const scenario::Scenario& scenario, Groups& groups) {
    std::vector<BreakerMember> members;
    for (std::size_t breaker = 0; breaker < scenario.breakers.size(); ++breaker) {
        const terms::BreakerRule& rule = scenario.breakers[breaker].rule;
        for (int member = 0; member < members_in(rule.scope, groups); ++member) {
            members.push_back({breaker, member, row_of(rule, member, groups), level_of(rule.warn_above),
                               level_of(rule.stop_above), terms::Level::of(rule.resume_below)});
        }
    }
    return members;
}

void add_cohorts(Model& model) {
    const int first = quarter(model.scenario.as_of.plus(1));
    for (int month = 0; month <= model.months; ++month) { // month 0 counts as in the first
        const int since = quarter(model.scenario.as_of.plus(month)) - first;
        model.cohort_of.push_back(static_cast<std::size_t>(std::max(0, since)));
    }
}

tally::Shape shape_of(const Model& model) {
    const scenario::Scenario& scenario = model.scenario;
    tally::Shape shape;
    shape.months = model.months;
    shape.horizons = scenario.report.horizons;
    for (int month = 1; month <= model.months; ++month) {
        if (model.calendar_month(month) == 12 || month == model.months) { shape.year_ends.push_back(month); }
    }
    shape.groups = static_cast<int>(model.groups.count()) - 1;
    shape.banks = model.groups.banks;
    shape.breaker_members = static_cast<int>(model.members.size());
    shape.breakers.assign(scenario.breakers.size(), 0);
    for (const BreakerMember& member : model.members) { ++shape.breakers[member.breaker]; }
    shape.targets = static_cast<int>(scenario.targets.size());
    shape.products = model.groups.products;
    shape.cuts = static_cast<int>(terms::kCutsAndCaps);
    shape.funder_lines = static_cast<int>(model.funders.size() * tally::kFunderLines);
    const auto owned = std::count_if(scenario.banks.begin(), scenario.banks.end(),
                                     [](const scenario::Bank& bank) { return bank.opening_balance.has_value(); });
    shape.accounts = owned > 0 ? 1 + static_cast<int>(owned) : 0;
    shape.cohorts = static_cast<int>(model.cohort_of.back()) + 1;
    for (int month = 0; month <= model.months; ++month) {
        shape.discount.push_back(std::pow(1.0 + scenario.report.discount_rate.value, -month / 12.0));
    }
    if (scenario.method == scenario::Method::tilt) { shape.sampling = tally::Sampling::weighted; }
    if (!model.sobol_places.empty()) { shape.sampling = tally::Sampling::randomised; }
    return shape;
}

} // namespace kdt::engine
