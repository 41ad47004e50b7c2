#pragma once

#include "tally/wide_sum.hpp"

#include <compare>
#include <cstdint>
#include <string>

namespace kdt::tally {

/// A probability level kept as an exact decimal, so that ⌈N·a⌉ is the integer a reader computes by hand:
/// 0.95·100000 is 95000, though the double 0.95 lies above it.
class Level {
public:
    /// The shortest decimal that reads back as `value`, 0 < value < 1, to at most 15 places.
    static Level of(double value);

    /// ⌈paths·a⌉, at least 1.
    std::int64_t rank(std::int64_t paths) const;
    /// Whether part ÷ whole ≥ a, exactly; both from 0 to 2^76.
    bool reached(Int128 part, Int128 whole) const;
    /// 1 − a: the level on the other side.
    Level mirror() const;
    double value() const;
    /// "0.995"
    std::string text() const;

    friend bool operator==(const Level&, const Level&) = default;
    friend std::strong_ordering operator<=>(const Level& a, const Level& b);

private:
    std::int64_t numerator_ = 0; ///< in 10^-places_
    int places_ = 0;
};

} // namespace kdt::tally
