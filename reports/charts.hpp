#pragma once

#include "reports/document.hpp"

#include <vector>

// The charts of each section with their titles and tables; none where there is nothing to draw.
namespace kdt::reports {

std::vector<Chart> balance_charts(const results::Results& results, Language language);
/// Distribution of the pool's net loss, and who bears the loss.
std::vector<Chart> loss_charts(const results::Results& results, Language language);
std::vector<Chart> bank_charts(const results::Results& results, Language language);
std::vector<Chart> target_charts(const results::Results& results, Language language); ///< one a target
std::vector<Chart> stress_charts(const results::StressResults& stress, Language language);
std::vector<Chart> breaker_charts(const results::Results& results, Language language); ///< one a breaker that stops
std::vector<Chart> vintage_charts(const results::Results& results, Language language);
std::vector<Chart> concentration_charts(const results::Results& results, Language language); ///< one a kind of group

} // namespace kdt::reports
