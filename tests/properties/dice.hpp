#pragma once

#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <random>

namespace kdt::properties {

/// Choices that make up a random scenario: the same on every machine for a seed (no `std::` distribution).
class Dice {
public:
    explicit Dice(std::uint64_t seed) : bits_(seed) {}

    /// Uniform on [0,1).
    double unit() { return static_cast<double>(bits_() >> 11) * 0x1p-53; }
    double real(double from, double to) { return from + (to - from) * unit(); }
    int between(int from, int to) { return from + static_cast<int>(unit() * (to - from + 1)); }
    int below(int n) { return between(0, n - 1); }
    bool chance(double probability) { return unit() < probability; }
    std::uint64_t word() { return bits_(); }

    template <class T>
    T pick(std::initializer_list<T> values) {
        return *std::next(values.begin(), below(static_cast<int>(values.size())));
    }

private:
    std::mt19937_64 bits_;
};

} // namespace kdt::properties
