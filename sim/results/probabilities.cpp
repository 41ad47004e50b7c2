#include "results/sections.hpp"

#include <algorithm>

namespace kdt::results {
namespace {

using Months = tally::Scores::Months;

/// For each path the earliest month over several members, 0 where none.
std::vector<std::int16_t> earliest(const std::vector<Months>& members, std::size_t paths) {
    std::vector<std::int16_t> first(paths, 0);
    for (const Months months : members) {
        for (std::size_t path = 0; path < paths; ++path) {
            if (months[path] > 0 && (first[path] == 0 || months[path] < first[path])) { first[path] = months[path]; }
        }
    }
    return first;
}

std::vector<Months> stops_of(const Source& source, const BreakerFrame& breaker) {
    std::vector<Months> out;
    for (std::size_t i = 0; i < breaker.members.size(); ++i) {
        out.push_back(source.scores.first_stop(breaker.first_member + static_cast<int>(i)));
    }
    return out;
}

std::vector<Months> warnings_of(const Source& source, const BreakerFrame& breaker) {
    std::vector<Months> out;
    for (std::size_t i = 0; i < breaker.members.size(); ++i) {
        out.push_back(source.scores.first_warn(breaker.first_member + static_cast<int>(i)));
    }
    return out;
}

Chances chances(const Source& source, Months months) {
    Chances out;
    for (const int horizon : source.shape().horizons) {
        out.add(horizon, source.chance([&](std::size_t path) { return happened_by(months[path], horizon); }));
    }
    return out;
}

/// P(stopped by h | the macro factor is never below 0 in a period that has begun by h). Where nothing is drawn there is
/// no good economy to speak of, and no false alarm.
Chances false_alarms(const Source& source, Months stops) {
    const Months below = source.scores.macro_below_zero_month();
    Chances out;
    for (const int horizon : source.shape().horizons) {
        const auto stopped = [&](std::size_t path) { return happened_by(stops[path], horizon); };
        const auto benign = [&](std::size_t path) { return source.frame.drawn && !happened_by(below[path], horizon); };
        out.add(horizon, source.chance(stopped, benign));
    }
    return out;
}

void add_breaker(const Source& source, const std::string& id, Months stops, Months warnings, Probabilities& out) {
    out.breaker_stop.add(id, chances(source, stops));
    out.breaker_warn.add(id, chances(source, warnings));
    out.false_alarm.add(id, false_alarms(source, stops));
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
            add_breaker(source, breaker.id, source.scores.first_stop(member), source.scores.first_warn(member),
                        group->probabilities);
        }
    }
}

} // namespace

void summarise_probabilities(const Source& source, Results& results) {
    const auto paths = static_cast<std::size_t>(source.scores.paths());
    Probabilities& scheme = results.probabilities;
    scheme.pool_depleted = chances(source, source.scores.depleted_month());
    std::vector<Months> all;
    for (const BreakerFrame& breaker : source.frame.breakers) {
        const std::vector<Months> stops = stops_of(source, breaker);
        all.insert(all.end(), stops.begin(), stops.end());
        add_breaker(source, breaker.id, earliest(stops, paths), earliest(warnings_of(source, breaker), paths), scheme);
        add_members(source, breaker, results);
    }
    scheme.any_breaker_stop = chances(source, earliest(all, paths));
}

void summarise_depletion(const Source& source, Results& results) {
    const Months depleted = source.scores.depleted_month();
    for (std::size_t h = 0; h < source.shape().horizons.size(); ++h) {
        const int horizon = source.shape().horizons[h];
        const tally::Scores::Column shortfall = source.scores.shortfall(static_cast<int>(h));
        Depletion& out = results.depletion.add(horizon);
        std::vector<std::size_t> dry;
        for (std::size_t path = 0; path < depleted.size(); ++path) {
            if (happened_by(depleted[path], horizon)) { dry.push_back(path); }
        }
        out.events = static_cast<std::int64_t>(dry.size());
        if (!dry.empty()) {
            const std::vector<std::int64_t> months(depleted.begin(), depleted.end());
            const tally::OrderStatistics times = source.sample.order_among(months, dry);
            out.time_p05 = times.at(tally::Level::of(0.05));
            out.time_p50 = times.at(tally::Level::of(0.5));
            out.time_p95 = times.at(tally::Level::of(0.95));
            out.shortfall_p95 =
                scaled(source.sample.order_among(shortfall, dry).at(tally::Level::of(0.95)), source.per_money());
        }
        out.shortfall_mean = scaled(source.sample.mean_among(shortfall, dry), source.per_money());
        const Distribution all =
            distribution_of(source.sample.order(shortfall), source.rules, source.per_money(), false);
        out.shortfall_all_mean = all.mean;
        out.shortfall_all = all.quantile;
    }
}

} // namespace kdt::results
