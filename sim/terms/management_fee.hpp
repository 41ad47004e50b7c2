#pragma once

#include "base/money.hpp"

namespace kdt::terms {

enum class CostBase { balance, outstanding, claims_paid };

/// What the pool's manager is paid, month by month.
struct ManagementFee {
    Rate rate; ///< a year of the balance or of what is outstanding; of the claims of the month as it is
    CostBase of = CostBase::balance;

    /// The month's fee on the base as it stands (balance, outstanding) or moved in the month (claims paid).
    Fen due(Fen base) const { return round_part(not_below_zero(base), rate, of == CostBase::claims_paid ? 1 : 12); }
};

} // namespace kdt::terms
