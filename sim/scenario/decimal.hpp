#pragma once

#include "base/money.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace kdt::scenario {

/// A number as it was written: digits · 10^exponent, exactly.
struct Decimal {
    bool negative = false;
    std::string digits; ///< without leading zeros; empty is zero
    int exponent = 0;

    /// Reads "1234.5", "1,234.5" (commas only between groups of three), "-2e3"; nothing else.
    static std::optional<Decimal> parse(std::string_view text);
    /// The shortest decimal that stands for this double.
    static Decimal of(double value);

    Decimal times_ten_to(int power) const { return {negative, digits, exponent + power}; }
    bool zero() const { return digits.empty(); }
    double value() const;
};

/// An amount in whole 分, rounded half away from zero, and whether rounding changed it.
struct Amount {
    Fen fen;
    bool exact = true;
};

/// Nothing where the amount is beyond kLargestAmount on either side.
std::optional<Amount> to_amount(const Decimal& in_fen);

} // namespace kdt::scenario
