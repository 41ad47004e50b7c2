#pragma once

#include "base/money.hpp"
#include "book/annuity.hpp"

#include <algorithm>

namespace kdt::book {

/// How a principal is repaid over n months: an instalment at the end of months 1..n−1, the rest in month n.
/// Bullet: 0 each, all in month n. Equal principal: ⌊P/n⌋ each, the last takes the rest. Equal instalment: what the
/// annuity's balances fall by. An extension puts the last payment off; an early repayment ends all with a month's
/// instalment.
struct Schedule {
    Fen principal;
    int months = 1;                   ///< n: to the contract's maturity
    Fen instalment;                   ///< the same every month; 0 under an annuity
    const Annuity* annuity = nullptr; ///< equal instalment: owned by the model
    int extension = 0;                ///< months after maturity in which what was due then is repaid
    int repaid_early_in = 0;          ///< the month that ends all ahead of its time; 0: none

    static Schedule bullet(Fen principal, int months) { return of(principal, months, Fen{}, nullptr); }
    static Schedule equal_principal(Fen principal, int months) {
        return of(principal, months, Fen{principal.count / months}, nullptr);
    }
    static Schedule equal_instalment(Fen principal, int months, const Annuity& annuity) {
        return of(principal, months, Fen{}, &annuity);
    }

    /// Months on the books.
    int life() const { return repaid_early_in > 0 ? repaid_early_in : months + extension; }
    /// Whether its balance is the same in every month on the books.
    bool owes_the_same() const { return annuity == nullptr && instalment == Fen{}; }
    /// Whether the last payment is put off at maturity.
    bool is_extended() const { return life() > months; }
    /// How many instalments come before the last payment.
    int instalments() const { return std::min(life(), months) - 1; }
    Fen payment(int k) const { return balance_after(k - 1) - balance_after(k); }
    Fen final_payment() const { return balance_after(life() - 1); }

    /// What an early repayment pays beyond its month's instalment.
    Fen early_payment() const { return repaid_early_in < months ? agreed_after(repaid_early_in) : final_payment(); }

    /// Balance after the payment of month k, 0 ≤ k ≤ life.
    Fen balance_after(int k) const { return k >= life() ? Fen{} : agreed_after(std::min(k, months - 1)); }
    /// Balance after month k < n as agreed, whatever is repaid early.
    Fen agreed_after(int k) const {
        return annuity != nullptr ? annuity->balance_after(principal, k) : Fen{principal.count - instalment.count * k};
    }

private:
    static Schedule of(Fen principal, int months, Fen instalment, const Annuity* annuity) {
        Schedule schedule;
        schedule.principal = principal;
        schedule.months = months;
        schedule.instalment = instalment;
        schedule.annuity = annuity;
        return schedule;
    }
};

} // namespace kdt::book
