#pragma once

#include "scenario/scenario.hpp"

#include <vector>

namespace kdt::scenario {

/// Expected firms of each tier at the end of months 0 … H, as real numbers: [tier][month].
///
/// In a month, of the n firms of a tier at its start: n·(1−(1−x)^{1/12}) leave; of those who stay a part
/// 1−(1−q)^{1/12} is promoted; n·((1+g)^{1/12}−1) + N/12 enter. x, q, g are exit, promotion and entry rates a year, N
/// the firms that enter in a year. With one rate alone a year's change is exactly that rate's.
std::vector<std::vector<double>> firms_by_month(const std::vector<Tier>& tiers, int months);

/// Applications expected of a demand row in a month, before the shock of the factor period: those of a month (of loans,
/// of an amount, or of the firms there at the month's start) · seasonality · (1+growth)^{(t−1)/12} · stress; 0 before
/// the product starts.
double expected_applications(const Scenario& scenario, const DemandRow& row, int month);

/// The largest line of one new borrower in 分: the least of the product's cap, the tier's and the cap over all
/// products.
double largest_line(const Scenario& scenario, int product, int tier);

} // namespace kdt::scenario
