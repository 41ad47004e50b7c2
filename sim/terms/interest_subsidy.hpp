#pragma once

#include "base/money.hpp"

#include <optional>

namespace kdt::terms {

enum class SubsidyPayer { pool, budget };

/// 贴息: a share of the interest that firms which repay on time have paid, or of interest at the LPR instead.
struct InterestSubsidy {
    double share = 0.0;
    std::optional<Fen> cap_per_firm; ///< most for one firm in a calendar year
    SubsidyPayer paid_by = SubsidyPayer::pool;
    std::optional<Rate> lpr{}; ///< a year; absent: the loan's own rate

    /// round(Σ balance · rate / 12 · share) over the months paid for, at the LPR where it is stated; `balances` is
    /// Σ balance at the months' starts.
    Fen due(Fen balances, Rate loan_rate) const;
    /// What the cap leaves of it after `this_year` has been paid to the firm.
    Fen within_cap(Fen due, Fen this_year) const;
};

} // namespace kdt::terms
