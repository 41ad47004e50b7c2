#pragma once

// Plain re-derivations to judge the exact room by. They share no code with it: other quadrature (composite
// Gauss–Legendre), other quantiles (Boost's distributions), and enumeration of every outcome instead of recursion.

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/quadrature/gauss.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace kdt::reference {

inline double cdf(double x) { return boost::math::cdf(boost::math::normal(), x); }

inline double quantile(double p) { return boost::math::quantile(boost::math::normal(), p); }

inline double density(double x) { return boost::math::pdf(boost::math::normal(), x); }

/// ∫ f over [from, to] by 20-point Gauss–Legendre on equal pieces.
template <class F>
double integral(const F& f, double from, double to, int pieces) {
    double sum = 0.0;
    const double width = (to - from) / pieces;
    for (int i = 0; i < pieces; ++i) {
        sum += boost::math::quadrature::gauss<double, 20>::integrate(f, from + i * width, from + (i + 1) * width);
    }
    return sum;
}

/// E[f(Z)], Z standard normal.
template <class F>
double normal_mean(const F& f, int pieces = 60) {
    return integral([&](double z) { return f(z) * density(z); }, -10.0, 10.0, pieces);
}

/// Vasicek's conditional PD.
inline double conditional_pd(double pd, double rho, double y) {
    return cdf((quantile(pd) - std::sqrt(rho) * y) / std::sqrt(1.0 - rho));
}

/// P(X ≤ a, Y ≤ b): the second normal conditional on the first.
inline double bivariate_cdf(double a, double b, double rho) {
    return integral([&](double x) { return density(x) * cdf((b - rho * x) / std::sqrt(1.0 - rho * rho)); }, -12.0, a,
                    400);
}

/// The law of Σ losses·defaults for independent defaults, by all 2ⁿ outcomes.
inline std::map<std::int64_t, double> every_outcome(const std::vector<std::int64_t>& losses,
                                                    const std::vector<double>& pds) {
    std::map<std::int64_t, double> law;
    for (std::size_t outcome = 0; outcome < (std::size_t{1} << losses.size()); ++outcome) {
        double probability = 1.0;
        std::int64_t loss = 0;
        for (std::size_t i = 0; i < losses.size(); ++i) {
            const bool defaults = (outcome >> i & 1U) != 0;
            probability *= defaults ? pds[i] : 1.0 - pds[i];
            loss += defaults ? losses[i] : 0;
        }
        law[loss] += probability;
    }
    return law;
}

} // namespace kdt::reference
