#pragma once

#include "base/money.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kdt::terms {

/// Shares and levels are decimals that a contract writes down: in whole trillionths they compare and split exactly.
inline constexpr std::int64_t kTrillion = 1'000'000'000'000;

constexpr std::int64_t in_trillionths(double share) {
    return static_cast<std::int64_t>(share * static_cast<double>(kTrillion) + 0.5); // shares are not negative
}

/// Who may bear a part of a claim, in the order in which splits break ties. The bank takes what is left.
enum class Party : std::size_t { pool, guarantor, insurer, reguarantee, bank };

inline constexpr std::size_t kParties = 5;
inline constexpr std::array<std::string_view, kParties> kPartyNames = {"pool", "guarantor", "insurer", "reguarantee",
                                                                       "bank"};

/// One amount for each party.
struct ByParty {
    std::array<Fen, kParties> amount{};
    Fen& operator[](Party party) { return amount[static_cast<std::size_t>(party)]; }
    const Fen& operator[](Party party) const { return amount[static_cast<std::size_t>(party)]; }
};

/// One share (fraction of the basis) for each party; they sum to 1.
struct Shares {
    std::array<double, kParties> fraction{0, 0, 0, 0, 1};
    double& operator[](Party party) { return fraction[static_cast<std::size_t>(party)]; }
    double operator[](Party party) const { return fraction[static_cast<std::size_t>(party)]; }
};

} // namespace kdt::terms
