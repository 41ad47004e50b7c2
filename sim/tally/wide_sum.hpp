#pragma once

#include <cstdint>

namespace kdt::tally {

__extension__ using Int128 = __int128;
__extension__ using Uint128 = unsigned __int128;

/// A signed integer sum of 192 bits: squares and fourth powers of 63-bit and 31-bit scores over any number of paths
/// stay exact, so a sum does not depend on the order in which threads add to it.
class WideSum {
public:
    using Term = Int128;

    void add(Term term) {
        const auto bits = static_cast<Low>(term);
        low_ += bits;
        high_ += (term < 0 ? -1 : 0) + (low_ < bits ? 1 : 0);
    }
    void add(const WideSum& other) {
        low_ += other.low_;
        high_ += other.high_ + (low_ < other.low_ ? 1 : 0);
    }
    /// a · b, which is below 2^191.
    static WideSum product(Uint128 a, std::uint64_t b) {
        const Low lower = static_cast<Low>(static_cast<std::uint64_t>(a)) * b;
        const Low upper = static_cast<Low>(static_cast<std::uint64_t>(a >> 64)) * b;
        WideSum out;
        out.low_ = lower + (upper << 64);
        out.high_ = static_cast<std::int64_t>(upper >> 64) + (out.low_ < lower ? 1 : 0);
        return out;
    }
    friend bool operator==(const WideSum&, const WideSum&) = default;

    std::int64_t high() const { return high_; }                                     ///< bits 128…191, signed
    std::uint64_t middle() const { return static_cast<std::uint64_t>(low_ >> 64); } ///< bits 64…127
    std::uint64_t low() const { return static_cast<std::uint64_t>(low_); }          ///< bits 0…63
    /// The sum with these parts.
    static WideSum of(std::int64_t high, std::uint64_t middle, std::uint64_t low) {
        WideSum sum;
        sum.high_ = high;
        sum.low_ = (static_cast<Low>(middle) << 64) | low;
        return sum;
    }

private:
    using Low = Uint128;
    Low low_ = 0;
    std::int64_t high_ = 0;
};

} // namespace kdt::tally
