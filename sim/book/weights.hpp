#pragma once

#include <cstddef>
#include <limits>
#include <span>

namespace kdt::book {

/// The place that u in (0,1) falls on when places have these weights (≥ 0, positive sum), in order.
inline std::size_t place_of(double u, std::span<const double> weights) {
    double sum = 0.0;
    for (double weight : weights) { sum += weight; }
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

} // namespace kdt::book
