#pragma once

#include <array>
#include <cstddef>

namespace kdt::engine {

/// Where a loan belongs. Places in the scenario's lists.
struct Kind {
    int product = 0;
    int bank = 0;
    int tier = 0;
    int sector = 0;
};

/// Rows of the accounts: the scheme, then each bank, product, tier and sector in file order.
struct Groups {
    int banks = 0;
    int products = 0;
    int tiers = 0;
    int sectors = 0;

    static constexpr std::size_t scheme() { return 0; }
    std::size_t bank(int i) const { return static_cast<std::size_t>(1 + i); }
    std::size_t product(int i) const { return static_cast<std::size_t>(1 + banks + i); }
    std::size_t tier(int i) const { return static_cast<std::size_t>(1 + banks + products + i); }
    std::size_t sector(int i) const { return static_cast<std::size_t>(1 + banks + products + tiers + i); }
    std::size_t count() const { return static_cast<std::size_t>(1 + banks + products + tiers + sectors); }

    /// The five rows in which a loan's money is booked.
    std::array<std::size_t, 5> of(const Kind& kind) const {
        return {scheme(), bank(kind.bank), product(kind.product), tier(kind.tier), sector(kind.sector)};
    }
};

} // namespace kdt::engine
