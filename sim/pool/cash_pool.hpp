#pragma once

#include "base/money.hpp"

namespace kdt::pool {

/// The pool's account. Every movement has a name, so that closing = opening + in − out can be checked.
class CashPool {
public:
    explicit CashPool(Fen opening = Fen{}) : balance_(opening) {}

    Fen balance() const { return balance_; }

    /// round(balance · rate / 12), none on a negative balance; returns what was credited.
    Fen credit_interest(Rate yearly) {
        const Fen interest = round_part(not_below_zero(balance_), yearly, 12);
        balance_ += interest;
        return interest;
    }
    void receive(Fen amount) { balance_ += amount; }

    /// Pays as much of `wanted` as there is; returns what was paid.
    Fen pay(Fen wanted) {
        const Fen paid = smaller(wanted, not_below_zero(balance_));
        balance_ -= paid;
        return paid;
    }

private:
    Fen balance_;
};

} // namespace kdt::pool
