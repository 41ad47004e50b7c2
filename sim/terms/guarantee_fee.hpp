#pragma once

#include "base/money.hpp"

namespace kdt::terms {

/// When a fee is paid: each year ahead on what is then owed, or once at the grant for the whole tenor.
enum class FeePaid { yearly, at_grant };
enum class FeeTo { pool, guarantor, insurer };

/// 担保费 or 保费: what a firm pays for the guarantee or insurance of its loan.
struct GuaranteeFee {
    Rate rate; ///< a year
    FeePaid paid = FeePaid::yearly;
    FeeTo to = FeeTo::pool;
    Rate subsidised_by_pool; ///< fraction of the fee that the pool pays for the firm

    /// round(balance · rate · months / 12).
    Fen due(Fen balance, int months) const;
    /// Months that a fee paid now is for, of so many that the loan has left.
    int months_ahead(int months_left) const;
};

} // namespace kdt::terms
