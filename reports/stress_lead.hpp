#pragma once

#include "reports/lead.hpp"
#include "results/stress.hpp"

#include <string>
#include <vector>

// What the first page of a stress test says of its cases. The worst case is the one with the greatest probability of
// depletion among those that raise it beyond the error of the difference; where none does, the one with the greatest
// mean claims paid among those that raise these. `base` are the figures of the base case.
namespace kdt::reports {

/// The worst case against the base, or that none is worse.
std::string stress_sentence(const results::StressResults& stress, const results::Results& base, Language language);

/// Depletion and claims paid in the worst case; one card where none is worse.
std::vector<Card> stress_cards(const results::StressResults& stress, const results::Results& base, Language language);

} // namespace kdt::reports
