#pragma once

#include "results/results.hpp"
#include "results/table.hpp"

#include <string>
#include <vector>

namespace kdt::reports {

/// The conclusion in one sentence. Depletion where it is likely (1 % or more by the last horizon); else that it is not,
/// and what binds instead: the year that calls most on the pool, the breaker that stops most often, the first target.
std::string lead_sentence(const results::Results& results, Language language);

/// A figure of the first page.
struct Card {
    std::string id; ///< "pool_depleted", stable
    std::string label;
    std::string figure;
    std::string detail;  ///< its interval, or what stands beside it
    results::Cell value; ///< the figure as a number, as tables show it
    results::Number lo;  ///< its 95 % interval in the same unit; empty: open, or nothing is drawn
    results::Number hi;
};

/// Six figures: depletion, first target (lending where there is none), the pool's net loss in the bad case and on
/// average, the likeliest breaker (the closing balance where there is none), the year that calls most on the pool.
std::vector<Card> headline_cards(const results::Results& results, Language language);

} // namespace kdt::reports
