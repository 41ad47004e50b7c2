#pragma once

#include "engine/model.hpp"
#include "results/results.hpp"
#include "tally/scores.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace kdt::study {

/// Simulated figures beside the exact room's, for scenarios within its reach: one whole factor period, a static book of
/// bullet loans that outlive it, flat seasoning, constant recovery without a link to the cycle, no stress on factors.
/// Empty for every other scenario. What the pool pays is compared only where it is its share of each loss as far as the
/// pool's money goes. A figure passes within 4.42 standard errors, taken from the exact law (two-sided
/// 10^-5, so 10^-3 over the at most 100 figures of a run).
std::vector<results::Check> exact_checks(const engine::Model& model, const results::Results& results,
                                         const tally::Scores& scores, const std::function<bool()>& cancelled = {});

/// Why there are none, or none of what the pool pays; nothing where all is compared.
std::optional<Text> missing_checks(const engine::Model& model, const std::vector<results::Check>& checks);

} // namespace kdt::study
