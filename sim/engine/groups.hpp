#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace kdt::engine {

/// Where a loan belongs. Places in the scenario's lists.
struct Kind {
    int product = 0;
    int bank = 0;
    int tier = 0;
    int sector = 0;
};

/// Loans of some products or sectors only, at one bank or at all: what a breaker of these products looks at, or a layer
/// of these sectors.
struct Slice {
    int bank = -1;             ///< −1: all
    std::vector<int> sectors;  ///< empty: all
    std::vector<int> products; ///< empty: all

    bool holds(const Kind& kind) const {
        return (bank < 0 || bank == kind.bank) && among(sectors, kind.sector) && among(products, kind.product);
    }

private:
    static bool among(const std::vector<int>& places, int place) {
        return places.empty() || std::find(places.begin(), places.end(), place) != places.end();
    }
};

/// Rows of the accounts: the scheme, then each bank, product, tier and sector in file order, then the slices.
struct Groups {
    int banks = 0;
    int products = 0;
    int tiers = 0;
    int sectors = 0;
    std::vector<Slice> slices;

    static constexpr std::size_t scheme() { return 0; }
    std::size_t bank(int i) const { return static_cast<std::size_t>(1 + i); }
    std::size_t product(int i) const { return static_cast<std::size_t>(1 + banks + i); }
    std::size_t tier(int i) const { return static_cast<std::size_t>(1 + banks + products + i); }
    std::size_t sector(int i) const { return static_cast<std::size_t>(1 + banks + products + tiers + i); }
    std::size_t slice(std::size_t i) const { return count() + i; }
    /// Those with results of their own: all but the slices.
    std::size_t count() const { return static_cast<std::size_t>(1 + banks + products + tiers + sectors); }
    std::size_t rows() const { return count() + slices.size(); }

    /// The five rows with results of their own in which a loan's money is booked.
    std::array<std::size_t, 5> of(const Kind& kind) const {
        return {scheme(), bank(kind.bank), product(kind.product), tier(kind.tier), sector(kind.sector)};
    }
    /// Visits all rows in which it is booked.
    template <class Visit>
    [[gnu::always_inline]] void each_row(const Kind& kind, Visit visit) const {
        for (std::size_t row : of(kind)) { visit(row); }
        if (slices.empty()) { return; }
        for (std::size_t i = 0; i < slices.size(); ++i) {
            if (slices[i].holds(kind)) { visit(slice(i)); }
        }
    }
};

} // namespace kdt::engine
