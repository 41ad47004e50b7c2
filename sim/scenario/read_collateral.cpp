#include "scenario/read.hpp"

#include <algorithm>

namespace kdt::scenario {
namespace {

void add_kind(std::vector<std::string>& kinds, const std::string& name) {
    if (std::find(kinds.begin(), kinds.end(), name) == kinds.end()) { kinds.push_back(name); }
}

} // namespace

std::vector<std::string> read_collateral_kinds(const Block& root) {
    std::vector<std::string> kinds;
    for (const auto& [id, tier] : root.block("tiers").members()) {
        for (const auto& [name, probability] : tier.block("collateral").members()) { add_kind(kinds, name); }
    }
    for (const auto& [id, product] : root.block("products").members()) {
        for (const char* list : {"shares", "add_ons"}) {
            for (const Block& entry : product.block(list).entries()) {
                const auto name = entry.block("when").block("collateral").as_text();
                if (name) { add_kind(kinds, *name); }
            }
        }
    }
    return kinds;
}

void read_collateral(const Block& collateral, const std::vector<std::string>& kinds, Tier& tier) {
    if (!collateral.is_object()) {
        tier.collateral = collateral.as_rate().value_or(0.0);
        return;
    }
    constexpr double kNoise = 1e-9; // of sums of figures that people wrote
    for (const auto& [name, probability] : collateral.members()) {
        tier.collateral += probability.as_rate().value_or(0.0);
        if (tier.collateral > 1.0 - kNoise) { tier.collateral = 1.0; }
        const auto place = std::find(kinds.begin(), kinds.end(), name) - kinds.begin();
        tier.collateral_kinds.push_back({static_cast<int>(place), tier.collateral});
    }
}

} // namespace kdt::scenario
