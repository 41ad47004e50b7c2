#include "pool/refill.hpp"

namespace kdt::pool {

Fen& RefillOrders::used_in_year_of(int month) {
    const int year = month <= first_year_months_ ? 0 : 1 + (month - first_year_months_ - 1) / 12;
    const auto place = static_cast<std::size_t>(year);
    if (of_year_.size() <= place) { of_year_.resize(place + 1); }
    return of_year_[place];
}

RefillOrder RefillOrders::order(const RefillRule& rule, const RefillBase& base, int month) {
    const Fen position = base.cash + on_the_way_;
    const Fen target = rule.target_for(base.outstanding);
    if (!terms::below({position, rule.below_of_loans ? base.outstanding : target}, rule.below)) { return {}; }
    const int arrival = month + rule.lag_months;
    Fen& used = used_in_year_of(arrival);
    const Fen missing = not_below_zero(target - position);
    Fen amount = missing;
    if (rule.yearly_limit) { amount = smaller(amount, not_below_zero(*rule.yearly_limit - used)); }
    used += amount;
    on_the_way_ += amount;
    if (static_cast<std::size_t>(arrival) < arriving_.size()) {
        arriving_[static_cast<std::size_t>(arrival)] += amount;
    }
    return {missing, amount};
}

} // namespace kdt::pool
