#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace kdt::tally {

/// One of the accounts in which the pool's cash is kept, in 分, cumulative since as_of but for the balance.
enum class AccountLine : std::size_t {
    received,        ///< top-ups, refills, recoveries, fees, interest; less its part of the management fee
    paid,            ///< for loans of the account's banks, whichever account the money came from
    transferred_in,  ///< of `paid`: by other accounts
    transferred_out, ///< for loans of other accounts' banks
    balance,         ///< opening + received + transferred_in − paid − transferred_out
};
inline constexpr std::size_t kAccountLines = 5;

/// As in summary.json.
inline constexpr std::array<std::string_view, kAccountLines> kAccountLineNames = {"received", "paid", "transferred_in",
                                                                                  "transferred_out", "balance"};

} // namespace kdt::tally
