#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <stdexcept>

namespace kdt {

/// Thrown when a sum of money leaves the range of 64 bits; scenario checks keep amounts far below it.
struct MoneyOverflow : std::overflow_error {
    MoneyOverflow() : std::overflow_error("an amount of money exceeds the range of 64 bits") {}
};

/// Throws MoneyOverflow; out of the way of the sums that stay in range.
[[noreturn, gnu::cold]] void leave_range();

/// An amount of money in whole 分 (1/100 元). All arithmetic is checked.
struct Fen {
    std::int64_t count = 0;

    friend constexpr auto operator<=>(Fen, Fen) = default;

    constexpr Fen& operator+=(Fen other) {
        if (__builtin_add_overflow(count, other.count, &count)) { leave_range(); }
        return *this;
    }
    constexpr Fen& operator-=(Fen other) {
        if (__builtin_sub_overflow(count, other.count, &count)) { leave_range(); }
        return *this;
    }
    friend constexpr Fen operator+(Fen a, Fen b) { return a += b; }
    friend constexpr Fen operator-(Fen a, Fen b) { return a -= b; }
    constexpr Fen operator-() const { return Fen{} - *this; }
};

/// A dimensionless rate as a fraction: 0.025 is 2.5 %.
struct Rate {
    double value = 0.0;
    friend constexpr auto operator<=>(Rate, Rate) = default;
};

/// The largest amount a scenario may name: 10 万亿元. Squares summed over 10^10 paths still fit 128 bits.
inline constexpr Fen kLargestAmount{1'000'000'000'000'000};

/// amount · rate / divisor, rounded half away from zero to whole 分, in exact integers: the rate is taken to twelve
/// decimal places. Throws MoneyOverflow. divisor > 0.
Fen round_part(Fen amount, Rate rate, int divisor = 1);

/// amount · trillionths / 10^12, rounded in the same way.
Fen round_trillionths(Fen amount, std::int64_t trillionths);

/// An amount and what of it counts.
struct WeightedFen {
    Fen amount;
    Rate rate;
};

/// Σ amount · rate, rounded once as round_part does; the sum itself is exact.
Fen round_sum(std::span<const WeightedFen> parts);

/// round(value) in 分, half away from zero. Throws MoneyOverflow when it does not fit.
Fen to_fen(double value);

/// amount · numerator / denominator in exact integers, rounded half away from zero; denominator > 0.
Fen scale(Fen amount, Fen numerator, Fen denominator);

/// Splits `total` over `weights` (≥ 0, at least one > 0) by largest remainder, ties to the earlier place. Weights are
/// taken to 15 digits of the largest. The parts in `out` (same length) sum to `total` exactly.
void split(Fen total, std::span<const double> weights, std::span<Fen> out);

/// The same with integer weights, in exact arithmetic.
void split(Fen total, std::span<const Fen> weights, std::span<Fen> out);

inline constexpr Fen smaller(Fen a, Fen b) { return a < b ? a : b; }
inline constexpr Fen larger(Fen a, Fen b) { return a < b ? b : a; }
inline constexpr Fen not_below_zero(Fen a) { return larger(a, Fen{}); }

} // namespace kdt
