#include "terms/add_on.hpp"

#include <algorithm>

namespace kdt::terms {

double pool_share(const Shares& row, std::span<const AddOn> add_ons, const std::optional<double>& ceiling,
                  const LoanFacts& loan) {
    const double own = row[Party::pool];
    double raised = own;
    for (const AddOn& add_on : add_ons) {
        if (add_on.when.holds(loan)) { raised += add_on.points; }
    }
    raised = std::min(raised, own + row[Party::bank]);
    return ceiling ? std::max(own, std::min(raised, *ceiling)) : raised;
}

Shares with_pool_share(Shares row, double pool) {
    row[Party::bank] -= pool - row[Party::pool];
    row[Party::pool] = pool;
    return row;
}

} // namespace kdt::terms
