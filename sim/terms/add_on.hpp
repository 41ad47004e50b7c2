#pragma once

#include "terms/share_table.hpp"

#include <optional>
#include <span>

namespace kdt::terms {

/// Points that a condition adds to the pool's share, taken from the bank's.
struct AddOn {
    Condition when;
    double points = 0.0;
};

/// The pool's share of a loan: the row's and all points whose conditions hold, up to the ceiling (which never lowers
/// the row's own share) and as far as the bank's share reaches.
double pool_share(const Shares& row, std::span<const AddOn> add_ons, const std::optional<double>& ceiling,
                  const LoanFacts& loan);

/// The row with the pool's share raised to `pool` at the bank's expense.
Shares with_pool_share(Shares row, double pool);

} // namespace kdt::terms
