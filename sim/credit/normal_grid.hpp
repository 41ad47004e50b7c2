#pragma once

#include <cstddef>
#include <vector>

namespace kdt::credit {

/// Nodes y and weights of the trapezoid rule for E[f(Y)], Y standard normal: Σ weight·f(y). For an f analytic in a
/// strip of half-width d the error falls as exp(−2πd/step) (Trefethen & Weideman, SIAM Review 2014, §5).
struct NormalGrid {
    std::vector<double> y;
    std::vector<double> weight;

    NormalGrid(double from, double to, double step);

    template <class F>
    double mean(const F& f) const {
        double sum = 0.0;
        for (std::size_t i = 0; i < y.size(); ++i) { sum += weight[i] * f(y[i]); }
        return sum;
    }
};

} // namespace kdt::credit
