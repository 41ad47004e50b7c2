#include "scenario/scenario.hpp"

#include <algorithm>

namespace kdt::scenario {

bool Product::asks_revenue() const {
    const auto asks = [](const auto& entry) { return entry.when.revenue_at_most.has_value(); };
    return std::any_of(shares.begin(), shares.end(), asks) || std::any_of(add_ons.begin(), add_ons.end(), asks);
}

} // namespace kdt::scenario
