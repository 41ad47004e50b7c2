#include "random/normal.hpp"

#include <boost/math/special_functions/erf.hpp>

#include <cmath>
#include <limits>
#include <numbers>

namespace kdt::random {
namespace {

/// Double arithmetic throughout: results must not depend on the platform's long double.
using Precise = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

} // namespace

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

double normal_quantile(double u) {
    if (u <= 0.0) { return -std::numeric_limits<double>::infinity(); }
    if (u >= 1.0) { return std::numeric_limits<double>::infinity(); }
    return -std::numbers::sqrt2 * boost::math::erfc_inv(2.0 * u, Precise{});
}

} // namespace kdt::random
