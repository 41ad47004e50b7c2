#include "exact/normal.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace kdt::exact {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// (a² + b² − 2ab sin θ)/(2cos²θ), written so that nothing cancels as θ nears ±π/2.
double exponent(double a, double b, double angle) {
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    if (angle >= 0.0) { return (a - b) * (a - b) / (2.0 * cosine * cosine) + a * b / (1.0 + sine); }
    return (a + b) * (a + b) / (2.0 * cosine * cosine) - a * b / (1.0 - sine);
}

} // namespace

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

double normal_quantile(double p) {
    if (p <= 0.0) { return -kInfinity; }
    if (p >= 1.0) { return kInfinity; }
    return -std::numbers::sqrt2 * boost::math::erfc_inv(2.0 * p);
}

double normal_density(double x) {
    constexpr double kInverseRootTwoPi = std::numbers::inv_sqrtpi / std::numbers::sqrt2;
    return kInverseRootTwoPi * std::exp(-0.5 * x * x);
}

double bivariate_normal_cdf(double a, double b, double correlation) {
    if (a == -kInfinity || b == -kInfinity) { return 0.0; }
    if (a == kInfinity) { return normal_cdf(b); }
    if (b == kInfinity) { return normal_cdf(a); }
    if (correlation >= 1.0) { return normal_cdf(std::min(a, b)); }
    if (correlation <= -1.0) { return std::max(0.0, normal_cdf(a) - normal_cdf(-b)); }
    if (correlation == 0.0) { return normal_cdf(a) * normal_cdf(b); }
    boost::math::quadrature::tanh_sinh<double> rule;
    const double integral =
        rule.integrate([&](double angle) { return std::exp(-exponent(a, b, angle)); }, 0.0, std::asin(correlation));
    return std::max(0.0, normal_cdf(a) * normal_cdf(b) + integral / (2.0 * std::numbers::pi));
}

double student_t_quantile(double p, double degrees_of_freedom) {
    if (p <= 0.0) { return -kInfinity; }
    if (p >= 1.0) { return kInfinity; }
    return boost::math::quantile(boost::math::students_t(degrees_of_freedom), p);
}

} // namespace kdt::exact
