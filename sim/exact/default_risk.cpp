#include "exact/default_risk.hpp"

#include "exact/normal.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::exact {

ConditionalPd::ConditionalPd(const DefaultRisk& risk, std::optional<double> degrees_of_freedom)
    : threshold_(degrees_of_freedom ? student_t_quantile(risk.pd, *degrees_of_freedom) : normal_quantile(risk.pd)),
      loading_{std::sqrt(risk.correlation) * risk.direction[0], std::sqrt(risk.correlation) * risk.direction[1]},
      inverse_spread_(1.0 / std::sqrt(1.0 - risk.correlation)) {}

double ConditionalPd::operator()(const FactorPoint& point) const {
    const double common = loading_[0] * point.normals[0] + loading_[1] * point.normals[1];
    return normal_cdf((point.scale * threshold_ - common) * inverse_spread_);
}

FactorSpace factor_space(std::span<const DefaultRisk> risks, std::optional<double> degrees_of_freedom) {
    FactorSpace space{0, degrees_of_freedom};
    for (const DefaultRisk& risk : risks) {
        if (risk.correlation == 0.0) { continue; }
        space.normals = std::max(space.normals, risk.direction[1] == 0.0 ? 1 : 2);
    }
    return space;
}

namespace {

using Vector = std::vector<double>;

/// vᵀRw
double covariance(const Vector& v, const Vector& w, const std::vector<Vector>& correlations) {
    double sum = 0.0;
    for (std::size_t i = 0; i < v.size(); ++i) {
        for (std::size_t j = 0; j < w.size(); ++j) { sum += v[i] * correlations[i][j] * w[j]; }
    }
    return sum;
}

/// Scales v to vᵀRv = 1; false if it has no length.
bool normalise(Vector& v, const std::vector<Vector>& correlations, double least_variance) {
    const double variance = covariance(v, v, correlations);
    if (!(variance > least_variance)) { return false; }
    for (double& x : v) { x /= std::sqrt(variance); }
    return true;
}

} // namespace

std::optional<std::vector<std::array<double, 2>>>
composite_directions(std::span<const std::vector<double>> weights,
                     const std::vector<std::vector<double>>& correlations) {
    constexpr double kSameDirection = 1e-14; // squared sine of the angle below which two composites are one
    std::vector<Vector> basis;               // orthonormal under R, by Gram–Schmidt
    std::vector<std::array<double, 2>> directions;
    for (const Vector& given : weights) {
        std::array<double, 2> direction{1.0, 0.0};
        Vector composite = given;
        if (!normalise(composite, correlations, 0.0)) {
            directions.push_back(direction);
            continue;
        }
        direction = {0.0, 0.0};
        Vector rest = composite;
        for (std::size_t k = 0; k < basis.size(); ++k) {
            direction[k] = covariance(composite, basis[k], correlations);
            for (std::size_t i = 0; i < rest.size(); ++i) { rest[i] -= direction[k] * basis[k][i]; }
        }
        const double left = covariance(rest, rest, correlations);
        if (normalise(rest, correlations, kSameDirection)) {
            if (basis.size() == 2) { return std::nullopt; }
            direction[basis.size()] = std::sqrt(left);
            basis.push_back(rest);
        } else if (basis.size() == 1) {
            direction = {direction[0] < 0.0 ? -1.0 : 1.0, 0.0};
        }
        directions.push_back(direction);
    }
    return directions;
}

} // namespace kdt::exact
