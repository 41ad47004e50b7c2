#pragma once

#include "base/money.hpp"

namespace kdt::book {

/// How a principal is repaid over n months: a regular instalment at the end of months 1..n−1, the rest in month n.
/// Bullet: 0 each, all in month n. Equal principal: ⌊P/n⌋ each, the last takes the rest.
struct Schedule {
    Fen principal;
    int months = 1;
    Fen instalment;

    static constexpr Schedule bullet(Fen principal, int months) { return {principal, months, Fen{}}; }
    static constexpr Schedule equal_principal(Fen principal, int months) {
        return {principal, months, Fen{principal.count / months}};
    }

    constexpr Fen final_payment() const { return Fen{principal.count - instalment.count * (months - 1)}; }
    /// Balance after the instalment of month k, 0 ≤ k ≤ n.
    constexpr Fen balance_after(int k) const {
        return k >= months ? Fen{} : Fen{principal.count - instalment.count * k};
    }
};

} // namespace kdt::book
