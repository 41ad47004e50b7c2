#include "results/histogram.hpp"
#include "results/sections.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::results {
namespace {

constexpr double kCurveSteps = 40.0;

Number share(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? std::nullopt : Number(static_cast<double>(part) / static_cast<double>(whole));
}

TargetResult target_of(const Source& source, const TargetFrame& frame, int place, const tally::Law& sorted) {
    const double per = source.per_money();
    // Met, then missed for want of demand, by breaker, bank plan, capacity (tally::TargetOutcome).
    const tally::Digest::Outcomes& counts = source.digest.outcomes(place);
    const std::int64_t paths = source.paths();
    TargetResult out;
    out.amount = static_cast<double>(frame.amount.count) / per;
    out.probability = source.chance(counts[0], paths);
    out.mean = scaled(sorted.mean(), per);
    out.p10 = scaled(sorted.quantile(source.rules.p10).value, per);
    out.p50 = scaled(sorted.quantile(source.rules.p50).value, per);
    out.p90 = scaled(sorted.quantile(source.rules.p90).value, per);
    if (source.frame.multiple && *source.frame.multiple > 0.0) {
        const double needed = static_cast<double>(frame.amount.count) / *source.frame.multiple;
        out.pool_needed = needed / per;
        out.gap = std::max(0.0, needed - static_cast<double>(source.frame.opening_balance.count)) / per;
    }
    const std::int64_t missed = paths - counts[0];
    const auto refused = [&](tally::Refusal reason) {
        return share(counts[2 + static_cast<std::size_t>(reason)], missed);
    };
    out.demand = share(counts[1], missed);
    out.breaker = refused(tally::Refusal::breaker);
    out.bank_plan = refused(tally::Refusal::bank_plan);
    out.capacity = refused(tally::Refusal::capacity);
    return out;
}

/// Round amounts from the lowest to the highest reached (but for 1 in 1,000), the target among them.
std::vector<std::int64_t> grid_of(const tally::Law& law, std::int64_t target, double per) {
    const auto at = [&](double part) {
        const auto place = static_cast<std::int64_t>(static_cast<double>(law.paths()) * part);
        return law.score_at(1 + std::min(law.paths() - 1, place)).value_or(target);
    };
    const double low = static_cast<double>(std::min(at(0.001), target)) / per;
    const double high = static_cast<double>(std::max(at(0.999), target)) / per;
    const double step = round_step((high - low) / kCurveSteps);
    std::vector<std::int64_t> amounts{target};
    for (double k = std::floor(low / step); k <= std::ceil(high / step); k += 1.0) {
        amounts.push_back(std::llround(k * step * per));
    }
    std::sort(amounts.begin(), amounts.end());
    amounts.erase(std::unique(amounts.begin(), amounts.end()), amounts.end());
    return amounts;
}

TargetCurve curve_of(const Source& source, const TargetFrame& frame, const tally::Law& law) {
    TargetCurve curve;
    for (const std::int64_t amount : grid_of(law, frame.amount.count, source.per_money())) {
        curve.amounts.push_back(static_cast<double>(amount) / source.per_money());
        curve.probability.push_back(source.chance(law.count_from(amount), source.paths()));
    }
    return curve;
}

} // namespace

void summarise_targets(const Source& source, Results& results) {
    for (std::size_t i = 0; i < source.frame.targets.size(); ++i) {
        const TargetFrame& frame = source.frame.targets[i];
        const int place = static_cast<int>(i);
        const Source::Law law = source.target(place);
        results.targets.add(frame.id, target_of(source, frame, place, *law));
        results.target_curves.add(frame.id, curve_of(source, frame, *law));
    }
}

} // namespace kdt::results
