#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace kdt::exact {

/// What the factors are at one point: independent standard normals, and the Student-t scale √(W/ν), W ~ χ²_ν.
struct FactorPoint {
    std::array<double, 2> normals{};
    double scale = 1.0;
};

/// Which of them vary; none varies for independent loans.
struct FactorSpace {
    int normals = 0; ///< 0, 1 or 2
    std::optional<double> degrees_of_freedom;
};

struct Accuracy {
    /// Halving the step stops when no partial sum of the answer moves by more.
    double tolerance = 1e-10;
    /// …or when the next halving would take more points than this.
    std::size_t max_points = 2'000'000;
};

struct Expectation {
    std::vector<double> value;
    /// The largest move of a partial sum of `value` at the last halving: a bound in practice, since the error left is
    /// of a higher order.
    double error = 0.0;
    std::size_t points = 0;
};

/// Adds weight · f(point) to the sum; false gives up (too much work).
using Integrand = std::function<bool(const FactorPoint& point, double weight, std::span<double> sum)>;

/// E[f] for a vector-valued f over the factors, by the trapezoid rule on a grid of normals of radius 9 (mass outside:
/// < 1e-15), its step halved until the answer stands still. For integrands analytic in the factors the rule converges
/// faster than any power of the step (Trefethen & Weideman, SIAM Review 2014, §5). W enters as the χ² quantile of a
/// normal's probability, so that one rule serves all. Nothing if the integrand gave up.
std::optional<Expectation> expectation(const FactorSpace& space, std::size_t size, const Integrand& integrand,
                                       const Accuracy& accuracy = {});

} // namespace kdt::exact
