#pragma once

#include "base/money.hpp"

#include <cstdint>
#include <vector>

namespace kdt::book {

/// Equal instalments of principal and interest over n months at a yearly rate R, r = R/12 a month: after k months
/// P·f(k) is owed, f(k) = ((1+r)ⁿ − (1+r)ᵏ)/((1+r)ⁿ − 1), and in the limit (n − k)/n at r = 0.
///
/// The rate is taken to twelve decimal places and everything is worked out in whole numbers, so that the balance is the
/// formula's rounded half up to the 分, exactly, on every machine.
class Annuity {
public:
    Annuity(Rate yearly, int months);

    /// round(principal · f(k)), 0 ≤ k ≤ n.
    Fen balance_after(Fen principal, int k) const;
    /// f(k) to the nearest double.
    double fraction_after(int k) const;

private:
    std::int64_t yearly_trillionths_;
    int months_;
    __extension__ typedef unsigned __int128 Wide;
    std::vector<Wide> fraction_; ///< ⌊f(k) · 2^76⌋ by k
};

} // namespace kdt::book
