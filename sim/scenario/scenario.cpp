#include "scenario/scenario.hpp"

#include <algorithm>

namespace kdt::scenario {

bool Product::asks_revenue() const {
    const auto asks = [](const auto& entry) { return entry.when.revenue_at_most.has_value(); };
    return std::any_of(shares.begin(), shares.end(), asks) || std::any_of(add_ons.begin(), add_ons.end(), asks);
}

int Tier::kind_of_collateral(double u) const {
    const auto found = std::find_if(collateral_kinds.begin(), collateral_kinds.end(),
                                    [&](const CollateralKind& kind) { return u < kind.up_to; });
    return found == collateral_kinds.end() ? -1 : found->kind;
}

std::optional<std::size_t> Bank::layer_for(int sector) const {
    const auto found = std::find_if(layers.begin(), layers.end(), [&](const terms::Layer& layer) {
        const auto& of = layer.sectors;
        return of.empty() || std::find(of.begin(), of.end(), sector) != of.end();
    });
    return found == layers.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - layers.begin()));
}

} // namespace kdt::scenario
