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

/// A Newton step below this leaves an error of its square.
constexpr double kSmallStep = 1e-8;
constexpr int kMostSteps = 100;

/// The lower end of a Beta law with shapes a and b.
struct LowerEnd {
    double a;
    double b;
    double log_scale; ///< ln(a·B(a,b))

    /// S(x) of I_x(a,b) = x^a (1−x)^b S(x) / (a B(a,b)), S = Σ xⁿ (a+b)…(a+b+n−1) / ((a+1)…(a+n)): DLMF 8.17.8.
    double series(double x) const {
        double term = 1.0;
        double sum = 1.0;
        for (double n = 1.0; term > sum * 1e-17; n += 1.0) {
            term *= x * (a + b + n - 1.0) / (a + n);
            sum += term;
        }
        return sum;
    }
    double log_probability(double log_x, double x, double sum) const {
        return a * log_x + b * std::log1p(-x) - log_scale + std::log(sum);
    }

    /// The x with I_x = u, from below: ln I is concave in ln x, so Newton's steps there come near from one side.
    double quantile(double u, double farthest) const {
        const double log_u = std::log(u);
        double log_x = std::min((log_u + log_scale) / a, std::log(farthest)); // the series' first term
        for (int i = 0; i < kMostSteps; ++i) {
            const double x = std::exp(log_x);
            const double sum = series(x);
            const double step = (log_u - log_probability(log_x, x, sum)) * (1.0 - x) * sum / a;
            log_x += step;
            if (std::abs(step) < kSmallStep) { break; }
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
    // Which end is nearer: the series converges best on its own side of this point.
    const double middle = (a + 1.0) / (sum_ + 2.0);
    const LowerEnd lower{a, b, std::log(a) + log_beta};
    const double below = std::exp(lower.log_probability(std::log(middle), middle, lower.series(middle)));
    if (u <= below) { return lower.quantile(u, middle); }
    return 1.0 - LowerEnd{b, a, std::log(b) + log_beta}.quantile(1.0 - u, 1.0 - middle);
}

} // namespace kdt::credit
