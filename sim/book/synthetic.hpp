#pragma once

#include "scenario/scenario.hpp"

#include <vector>

namespace kdt::book {

/// The synthetic opening book of a scenario, the same for every seed.
///
/// Per product with a share of the mix, n = round(amount / (mean capped size · utilisation)). With u(i) = frac(i·α), i
/// = 1..n: tier by u(0.2360679775) against the tiers' shares of the product's demand, size = that tier's capped law at
/// u(0.3027756377), tenor by u(0.1231056256) against weight · months (of the loans on the books at a time those of a
/// long tenor are as many more as they stay longer), age = ⌊tenor·u(0.6180339887)⌋, bank by u(0.4142135624) and sector
/// by u(0.7320508076) against their weights; then all sizes times one factor, so that the outstanding sum is exactly
/// the amount (largest remainder; the cap is not applied again). What a loan was granted is the drawn part of its line.
/// Ids are "PRODUCT-0001", ….
std::vector<scenario::TapeLoan> synthetic_book(const scenario::Scenario& scenario);

} // namespace kdt::book
