#include "terms/interest_subsidy.hpp"

namespace kdt::terms {

Fen InterestSubsidy::due(Fen balances, Rate loan_rate) const {
    return round_part(balances, Rate{lpr.value_or(loan_rate).value * share}, 12);
}

Fen InterestSubsidy::within_cap(Fen due, Fen this_year) const {
    return cap_per_firm ? smaller(due, not_below_zero(*cap_per_firm - this_year)) : due;
}

} // namespace kdt::terms
