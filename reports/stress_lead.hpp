#pragma once

#include "reports/lead.hpp"
#include "results/stress.hpp"

#include <string>
#include <vector>

// What the first page of a stress test says of its worst case (worst_cases), and with which it is level. `base` are the
// figures of the base case.
namespace kdt::reports {

/// The worst case against the base, or that none is worse.
std::string stress_sentence(const results::StressResults& stress, const results::Results& base, Language language);

/// Depletion and claims paid in the worst case; one card where none is worse.
std::vector<Card> stress_cards(const results::StressResults& stress, const results::Results& base, Language language);

} // namespace kdt::reports
