#pragma once

#include "base/money.hpp"
#include "terms/breaker.hpp"

#include <optional>
#include <vector>

namespace kdt::pool {

/// A balance under below · target orders the difference to the target.
struct RefillRule {
    terms::Level below; ///< of the target, or of the loans where `below_of_loans`
    Fen target;         ///< where no share of the loans is stated
    int lag_months = 0;
    std::optional<Fen> yearly_limit;       ///< most that arrives in a calendar year
    std::optional<Rate> target_of_loans{}; ///< target = this share of what is outstanding
    bool below_of_loans = false;

    Fen target_for(Fen outstanding) const {
        return target_of_loans ? round_part(outstanding, *target_of_loans) : target;
    }
};

/// What an order looks at.
struct RefillBase {
    Fen cash;
    Fen outstanding; ///< performing principal
};

struct RefillOrder {
    Fen missing; ///< to the target; 0 where the balance is high enough
    Fen ordered; ///< what of it the yearly limit allows
};

/// Money ordered under a refill rule and not yet there. What is on the way counts as if it were there, so that nothing
/// is ordered twice. A worker reuses one.
class RefillOrders {
public:
    /// `first_year_months`: how many months of the run lie in its first calendar year.
    void start(int months, int first_year_months) {
        arriving_.assign(static_cast<std::size_t>(months) + 1, Fen{});
        of_year_.clear();
        first_year_months_ = first_year_months;
        on_the_way_ = Fen{};
    }

    Fen on_the_way() const { return on_the_way_; }

    /// What arrives in `month`; it is on the way no more.
    Fen take(int month) {
        Fen& due = arriving_[static_cast<std::size_t>(month)];
        const Fen amount = due;
        due = Fen{};
        on_the_way_ -= amount;
        return amount;
    }

    /// Looks at the balance in `month`, and orders. The limit is that of the year of arrival: what it does not allow is
    /// ordered by a later month, if the balance is still low.
    RefillOrder order(const RefillRule& rule, const RefillBase& base, int month);

private:
    Fen& used_in_year_of(int month);

    std::vector<Fen> arriving_; ///< [month]; what comes after the horizon is only on the way
    std::vector<Fen> of_year_;  ///< ordered so far by calendar year of arrival, from the first of the run
    int first_year_months_ = 12;
    Fen on_the_way_;
};

} // namespace kdt::pool
