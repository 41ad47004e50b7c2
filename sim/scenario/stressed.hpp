#pragma once

#include "scenario/scenario.hpp"

// What the stress block makes of single figures, in the order in which it does.
namespace kdt::scenario {

/// Annual PD under the multiplier, before all else; capped at 0.99 (an unstressed PD is left as it is).
double stressed_pd(double annual_pd, double multiplier);

/// The multiplier of a tier.
double pd_multiplier(const Stress& stress, int tier);

/// A sector's asset correlation before stress.asset_correlation: as stated, or Basel's at the stressed annual PD and
/// the tier's turnover.
double asset_correlation(const Scenario& scenario, int tier, int sector, double stressed_annual_pd);

/// That correlation (or a loan's own) after stress.asset_correlation; one that is multiplied is capped at 0.9999.
double stressed_correlation(const Stress& stress, double plain);

/// A mean recovery (the scenario's or a loan's own) under the multiplier, capped at 1.
double stressed_recovery(double mean, double multiplier);

} // namespace kdt::scenario
