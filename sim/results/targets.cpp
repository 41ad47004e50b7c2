#include "results/histogram.hpp"
#include "results/sections.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::results {
namespace {

constexpr double kCurveSteps = 40.0;

TargetResult target_of(const Source& source, const TargetFrame& frame, int place, const tally::Law& law) {
    const double per = source.per_money();
    TargetResult out;
    out.amount = static_cast<double>(frame.amount.count) / per;
    out.probability = source.met(place);
    out.mean = scaled(law.mean(), per);
    out.p10 = scaled(law.quantile(source.rules.p10).value, per);
    out.p50 = scaled(law.quantile(source.rules.p50).value, per);
    out.p90 = scaled(law.quantile(source.rules.p90).value, per);
    if (source.frame.multiple && *source.frame.multiple > 0.0) {
        const double needed = static_cast<double>(frame.amount.count) / *source.frame.multiple;
        out.pool_needed = needed / per;
        out.gap = std::max(0.0, needed - static_cast<double>(source.frame.opening_balance.count)) / per;
    }
    // Met, then missed for want of demand, by breaker, bank plan, capacity (tally::TargetOutcome).
    const auto bound_by = [&](int outcome) {
        return source.evidence.share_of_misses(place, static_cast<tally::TargetOutcome>(outcome));
    };
    const auto refused = [&](tally::Refusal reason) { return bound_by(2 + static_cast<int>(reason)); };
    out.demand = bound_by(1);
    out.breaker = refused(tally::Refusal::breaker);
    out.bank_plan = refused(tally::Refusal::bank_plan);
    out.capacity = refused(tally::Refusal::capacity);
    return out;
}

/// Round amounts from the lowest to the highest reached (but for 1 in 1,000), the target among them.
std::vector<std::int64_t> grid_of(const tally::Law& law, std::int64_t target, double per) {
    const tally::Spread scores = law.spread();
    const auto at = [&](double share) { return tally::beyond(scores, share * static_cast<double>(law.paths())); };
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

TargetCurve curve_of(const Source& source, const TargetFrame& frame, int place, const tally::Law& law) {
    TargetCurve curve;
    for (const std::int64_t amount : grid_of(law, frame.amount.count, source.per_money())) {
        curve.amounts.push_back(static_cast<double>(amount) / source.per_money());
        curve.probability.push_back(source.reached(place, law, amount));
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
        results.target_curves.add(frame.id, curve_of(source, frame, place, *law));
    }
}

} // namespace kdt::results
