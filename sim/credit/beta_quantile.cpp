#include "credit/beta_quantile.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>

namespace kdt::credit {
namespace {

/// Double arithmetic throughout, and values instead of exceptions at the edges.
using Precise =
    boost::math::policies::policy<boost::math::policies::promote_double<false>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::underflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;

/// Terms below such a part of their sum are left out: to come near, and at the end.
constexpr double kCoarse = 1e-6;
constexpr double kFine = 1e-17;
/// After a coarse step below the first, steps are fine; a fine one below the second leaves an error of its cube.
constexpr double kNear = 0.01;
constexpr double kSmallStep = 1e-6;
constexpr int kMostSteps = 100;

/// The lower end of a Beta law with shapes a and b.
struct LowerEnd {
    double a;
    double b;
    double log_scale; ///< ln(a·B(a,b))

    /// S(x) of I_x(a,b) = x^a (1−x)^b S(x) / (a B(a,b)), S = Σ xⁿ (a+b)…(a+b+n−1) / ((a+1)…(a+n)): DLMF 8.17.8.
    double series(double x, double precision) const {
        double term = 1.0;
        double sum = 1.0;
        for (double n = 1.0; term > sum * precision; n += 1.0) {
            term *= x * (a + b + n - 1.0) / (a + n);
            sum += term;
        }
        return sum;
    }
    double log_probability(double log_x, double x, double sum) const {
        return a * log_x + b * std::log1p(-x) - log_scale + std::log(sum);
    }

    /// The x with I_x = u, by Halley's steps for ln I as a function of ln x, whose slope is a / ((1−x) S).
    double quantile(double u, double farthest) const {
        const double log_u = std::log(u);
        double log_x = std::min((log_u + log_scale) / a, std::log(farthest)); // the series' first term
        double precision = kCoarse;
        for (int i = 0; i < kMostSteps; ++i) {
            const double x = std::exp(log_x);
            const double sum = series(x, precision);
            const double slope = a / ((1.0 - x) * sum);
            const double newton = (log_u - log_probability(log_x, x, sum)) / slope;
            const double bend = 0.5 * (a - (b - 1.0) * x / (1.0 - x) - slope); // half of what ln slope changes by
            const double step = newton / std::max(1.0 + newton * bend, 0.5);
            log_x += step;
            if (precision == kFine && std::abs(step) < kSmallStep) { break; }
            if (std::abs(step) < kNear) { precision = kFine; }
        }
        return std::exp(log_x);
    }
};

double log_gamma(double x) { return boost::math::lgamma(x, Precise{}); }

} // namespace

BetaQuantile::BetaQuantile(double sum) : sum_(sum), log_gamma_of_sum_(sum <= kLargestSum ? log_gamma(sum) : 0.0) {}

double BetaQuantile::at(double u, double a) const {
    const double b = sum_ - a;
    if (sum_ > kLargestSum) { return boost::math::ibeta_inv(a, b, u, Precise{}); }
    const double log_beta = log_gamma(a) + log_gamma(b) - log_gamma_of_sum_;
    // Which end is nearer: the series converges best on its own side of this point. About where it lies will do.
    const double middle = (a + 1.0) / (sum_ + 2.0);
    const LowerEnd lower{a, b, std::log(a) + log_beta};
    const double below = std::exp(lower.log_probability(std::log(middle), middle, lower.series(middle, kCoarse)));
    if (u <= below) { return lower.quantile(u, middle); }
    return 1.0 - LowerEnd{b, a, std::log(b) + log_beta}.quantile(1.0 - u, 1.0 - middle);
}

} // namespace kdt::credit
