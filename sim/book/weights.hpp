#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace kdt::book {

inline double sum_of(std::span<const double> weights) {
    double sum = 0.0;
    for (double weight : weights) { sum += weight; }
    return sum;
}

/// The place that u in (0,1) falls on when places have these weights (≥ 0, with this positive sum), in order.
inline std::size_t place_of(double u, std::span<const double> weights, double sum) {
    double left = u * sum;
    std::size_t last = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] <= 0.0) { continue; }
        last = i;
        if (left < weights[i]) { return i; }
        left -= weights[i];
    }
    return last;
}

inline std::size_t place_of(double u, std::span<const double> weights) { return place_of(u, weights, sum_of(weights)); }

/// Weights that stay, with their sum.
class Weights {
public:
    Weights() = default;
    explicit Weights(std::vector<double> values) : values_(std::move(values)), sum_(sum_of(values_)) {}

    std::size_t size() const { return values_.size(); }
    double operator[](std::size_t place) const { return values_[place]; }
    /// Whether there is a place to fall on.
    bool any() const { return sum_ > 0.0; }
    std::size_t place_of(double u) const { return book::place_of(u, values_, sum_); }

private:
    std::vector<double> values_;
    double sum_ = 0.0;
};

} // namespace kdt::book
