#include "scenario/stressed.hpp"

#include "credit/basel.hpp"

#include <algorithm>

namespace kdt::scenario {
namespace {

/// The cap of a stressed annual PD (model page, section 3).
constexpr double kMostStressedPd = 0.99;

/// A multiplied correlation stays below 1, where the conditional PD has no limit.
constexpr double kMostMultipliedCorrelation = 0.9999;

constexpr double kFenPerMillionYuan = 1e8;

} // namespace

double stressed_pd(double annual_pd, double multiplier) {
    return multiplier == 1.0 ? annual_pd : std::min(annual_pd * multiplier, kMostStressedPd);
}

double pd_multiplier(const Stress& stress, int tier) {
    const auto place = static_cast<std::size_t>(tier);
    return place < stress.pd_multiplier.size() ? stress.pd_multiplier[place] : 1.0;
}

double asset_correlation(const Scenario& scenario, int tier, int sector, double stressed_annual_pd) {
    const Sector& of = scenario.sectors[static_cast<std::size_t>(sector)];
    switch (of.correlation_rule) {
    case CorrelationRule::basel_retail: return credit::basel_retail_correlation(stressed_annual_pd);
    case CorrelationRule::basel_sme: {
        const Fen turnover = scenario.tiers[static_cast<std::size_t>(tier)].turnover.value_or(Fen{});
        const double million_yuan = static_cast<double>(turnover.count) / kFenPerMillionYuan;
        return credit::basel_sme_correlation(stressed_annual_pd,
                                             million_yuan / scenario.credit.yuan_per_euro.value_or(1.0));
    }
    case CorrelationRule::stated: break;
    }
    return of.asset_correlation;
}

double stressed_correlation(const Stress& stress, double plain) {
    if (stress.asset_correlation) { return *stress.asset_correlation; }
    if (stress.correlation_multiplier == 1.0) { return plain; }
    return std::min(plain * stress.correlation_multiplier, kMostMultipliedCorrelation);
}

double stressed_recovery(double mean, double multiplier) { return std::min(mean * multiplier, 1.0); }

} // namespace kdt::scenario
