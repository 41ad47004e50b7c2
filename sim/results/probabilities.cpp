#include "results/sections.hpp"

namespace kdt::results {
namespace {

using Months = tally::Digest::Months;

Chances chances(const Source& source, Months first) {
    Chances out;
    for (const int horizon : source.shape().horizons) {
        out.add(horizon, source.chance(counted_by(first, horizon), source.paths()));
    }
    return out;
}

/// P(stopped by h | the macro factor is never below 0 in a period that has begun by h). Where nothing is drawn there is
/// no good economy to speak of, and no false alarm.
template <class Alarms>
Chances false_alarms(const Source& source, Alarms alarms) {
    Chances out;
    for (std::size_t h = 0; h < source.shape().horizons.size(); ++h) {
        const int horizon = static_cast<int>(h);
        const bool drawn = source.frame.drawn;
        out.add(source.shape().horizons[h],
                source.chance(drawn ? alarms(horizon) : 0, drawn ? source.digest.benign(horizon) : 0));
    }
    return out;
}

void add_breaker(const Source& source, const std::string& id, int breaker, Probabilities& out) {
    const tally::Digest& digest = source.digest;
    out.breaker_stop.add(id, chances(source, digest.breaker_stop(breaker)));
    out.breaker_warn.add(id, chances(source, digest.breaker_warn(breaker)));
    out.false_alarm.add(id,
                        false_alarms(source, [&](int horizon) { return digest.alarms_of_breaker(breaker, horizon); }));
}

void add_member(const Source& source, const std::string& id, int member, Probabilities& out) {
    const tally::Digest& digest = source.digest;
    out.breaker_stop.add(id, chances(source, digest.first_stop(member)));
    out.breaker_warn.add(id, chances(source, digest.first_warn(member)));
    out.false_alarm.add(id,
                        false_alarms(source, [&](int horizon) { return digest.alarms_of_member(member, horizon); }));
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
            shares.push_back(static_cast<double>(source.tally.events().stopped(member, month)) /
                             static_cast<double>(source.tally.paths()));
        }
        if (Group* group = groups != nullptr ? groups->find(breaker.members[i]) : nullptr) {
            add_member(source, breaker.id, member, group->probabilities);
        }
    }
}

/// The month of a rank among those in which something happened first; empty where it never did.
Number month_at(Months first, int horizon, double level) {
    const std::int64_t paths = counted_by(first, horizon);
    if (paths == 0) { return std::nullopt; }
    const std::int64_t rank = tally::Level::of(level).rank(paths);
    int month = 1;
    while (counted_by(first, month) < rank) { ++month; }
    return static_cast<double>(month);
}

} // namespace

void summarise_probabilities(const Source& source, Results& results) {
    Probabilities& scheme = results.probabilities;
    scheme.pool_depleted = chances(source, source.digest.depleted());
    int place = 0;
    for (const BreakerFrame& breaker : source.frame.breakers) {
        add_breaker(source, breaker.id, place++, scheme);
        add_members(source, breaker, results);
    }
    scheme.any_breaker_stop = chances(source, source.digest.any_stop());
}

void summarise_depletion(const Source& source, Results& results) {
    const Months depleted = source.digest.depleted();
    for (std::size_t h = 0; h < source.shape().horizons.size(); ++h) {
        const int horizon = source.shape().horizons[h];
        const Source::Law needs = source.shortfall_given_depletion(static_cast<int>(h));
        Depletion& out = results.depletion.add(horizon);
        out.events = needs->paths();
        out.time_p05 = month_at(depleted, horizon, 0.05);
        out.time_p50 = month_at(depleted, horizon, 0.5);
        out.time_p95 = month_at(depleted, horizon, 0.95);
        out.shortfall_mean = scaled(needs->mean(), source.per_money());
        const auto p95 = needs->score_at(tally::Level::of(0.95).rank(out.events));
        if (p95) { out.shortfall_p95 = static_cast<double>(*p95) / source.per_money(); }
        const Distribution all =
            distribution_of(*source.shortfall(static_cast<int>(h)), source.rules, source.per_money(), false);
        out.shortfall_all_mean = all.mean;
        out.shortfall_all = all.quantile;
    }
}

} // namespace kdt::results
