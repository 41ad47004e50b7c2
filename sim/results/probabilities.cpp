#include "results/sections.hpp"

namespace kdt::results {
namespace {

using Kind = tally::PathEvent::Kind;

Chances chances(const Source& source, tally::PathEvent event) {
    Chances out;
    for (const int horizon : source.shape().horizons) { out.add(horizon, source.happened(event, horizon)); }
    return out;
}

/// P(stopped by h | the macro factor is never below 0 in a period that has begun by h).
Chances false_alarms(const Source& source, tally::PathEvent stop) {
    Chances out;
    for (std::size_t h = 0; h < source.shape().horizons.size(); ++h) {
        out.add(source.shape().horizons[h], source.false_alarm(stop, static_cast<int>(h)));
    }
    return out;
}

void add_breaker(const Source& source, const std::string& id, tally::PathEvent stop, tally::PathEvent warning,
                 Probabilities& out) {
    out.breaker_stop.add(id, chances(source, stop));
    out.breaker_warn.add(id, chances(source, warning));
    out.false_alarm.add(id, false_alarms(source, stop));
}

/// The groups that a breaker's members are; none for the scheme and for kinds without own results.
Named<Group>* groups_of(Results& results, BreakerScope scope) {
    const auto of = [&](GroupKind kind) { return &results.groups[static_cast<std::size_t>(kind)]; };
    switch (scope) {
    case BreakerScope::bank: return of(GroupKind::bank);
    case BreakerScope::product: return of(GroupKind::product);
    case BreakerScope::sector: return of(GroupKind::sector);
    case BreakerScope::scheme: return nullptr;
    }
    return nullptr;
}

void add_members(const Source& source, const BreakerFrame& breaker, Results& results) {
    auto& by_month = results.breaker_by_month.add(breaker.id);
    Named<Group>* groups = groups_of(results, breaker.scope);
    for (std::size_t i = 0; i < breaker.members.size(); ++i) {
        const int member = breaker.first_member + static_cast<int>(i);
        auto& shares =
            by_month.add(breaker.scope == BreakerScope::scheme ? name_of(breaker.scope) : breaker.members[i]);
        for (int month = 0; month <= source.shape().months; ++month) {
            shares.push_back(source.tally.event_figures().stopped(member, month));
        }
        if (Group* group = groups != nullptr ? groups->find(breaker.members[i]) : nullptr) {
            add_breaker(source, breaker.id, {Kind::member_stop, member}, {Kind::member_warning, member},
                        group->probabilities);
        }
    }
}

} // namespace

void summarise_probabilities(const Source& source, Results& results) {
    Probabilities& scheme = results.probabilities;
    scheme.pool_depleted = chances(source, {Kind::depleted});
    int place = 0;
    for (const BreakerFrame& breaker : source.frame.breakers) {
        add_breaker(source, breaker.id, {Kind::breaker_stop, place}, {Kind::breaker_warning, place}, scheme);
        add_members(source, breaker, results);
        ++place;
    }
    scheme.any_breaker_stop = chances(source, {Kind::any_stop});
}

void summarise_depletion(const Source& source, Results& results) {
    for (std::size_t h = 0; h < source.shape().horizons.size(); ++h) {
        const int horizon = source.shape().horizons[h];
        const Source::Law needs = source.shortfall_given_depletion(static_cast<int>(h));
        Depletion& out = results.depletion.add(horizon);
        const auto time = [&](double level) {
            return source.evidence.time_to_depletion(horizon, tally::Level::of(level));
        };
        out.events = needs->paths();
        out.time_p05 = time(0.05);
        out.time_p50 = time(0.5);
        out.time_p95 = time(0.95);
        out.shortfall_mean = scaled(needs->mean(), source.per_money());
        out.shortfall_p95 = scaled(needs->at(tally::Level::of(0.95)), source.per_money());
        const Distribution all =
            distribution_of(*source.shortfall(static_cast<int>(h)), source.rules, source.per_money(), false);
        out.shortfall_all_mean = all.mean;
        out.shortfall_all = all.quantile;
    }
}

} // namespace kdt::results
