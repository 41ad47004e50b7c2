#pragma once

#include "scenario/scenario.hpp"

#include <cstdint>
#include <vector>

namespace kdt::book {

/// Expected applications of each demand row by month, before the shock of the factor period
/// (scenario::expected_applications).
class DemandPlan {
public:
    explicit DemandPlan(const scenario::Scenario& scenario);
    /// row: place in scenario.lending.demand; month 1..H.
    double mean(std::size_t row, int month) const { return means_[row][static_cast<std::size_t>(month)]; }

private:
    std::vector<std::vector<double>> means_;
};

/// The number of events of a Poisson law at probability u in (0,1), by inversion.
std::int64_t poisson_at(double mean, double u);

/// ⌊m⌋, plus one with probability frac(m): where u lies below it.
std::int64_t smoothed_at(double mean, double u);

/// exp(vξ − v²/2), ξ = bZ + √(1−b²)η: mean 1 over a standard normal Z.
double demand_shock(double volatility, double loading, double macro, double own);

} // namespace kdt::book
