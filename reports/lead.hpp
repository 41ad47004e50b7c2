#pragma once

#include "results/results.hpp"

#include <string>
#include <vector>

namespace kdt::reports {

/// The conclusion in one sentence. Depletion where it is likely (1 % or more by the last horizon); else that it is not,
/// and what binds instead: the year that calls most on the pool, the breaker that stops most often, the first target.
std::string lead_sentence(const results::Results& results, Language language);

/// A figure of the first page.
struct Card {
    std::string label;
    std::string figure;
    std::string detail; ///< its interval, or what stands beside it
};

/// Six figures: depletion, first target (lending where there is none), the pool's net loss in the bad case and on
/// average, the likeliest breaker (the closing balance where there is none), the year that calls most on the pool.
std::vector<Card> headline_cards(const results::Results& results, Language language);

} // namespace kdt::reports
