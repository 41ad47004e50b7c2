#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace kdt::tally {

/// The account of one funder of the pool, in 分, cumulative since as_of but for the balance.
enum class FunderLine : std::size_t {
    contributed,
    earned, ///< interest_income + fees
    interest_income,
    fees,
    recovered,
    returned,
    paid, ///< claims_paid + subsidies + management_cost
    claims_paid,
    subsidies,
    management_cost,
    balance,
    net_contribution,
};
inline constexpr std::size_t kFunderLines = 12;

/// As in summary.json.
inline constexpr std::array<std::string_view, kFunderLines> kFunderLineNames = {
    "contributed", "earned",    "interest_income", "fees",    "recovered",       "returned", "paid",
    "claims_paid", "subsidies", "management_cost", "balance", "net_contribution"};

} // namespace kdt::tally
