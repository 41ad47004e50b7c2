#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace kdt::tally {

/// The account of one funder of the pool, cumulative since as_of but for the balance.
enum class FunderLine : std::size_t { contributed, earned, recovered, returned, paid, balance, net_contribution };
inline constexpr std::size_t kFunderLines = 7;

/// As in summary.json.
inline constexpr std::array<std::string_view, kFunderLines> kFunderLineNames = {
    "contributed", "earned", "recovered", "returned", "paid", "balance", "net_contribution"};

} // namespace kdt::tally
