#include "credit/recovery.hpp"

#include <boost/math/special_functions/beta.hpp>

namespace kdt::credit {
namespace {

/// Double arithmetic throughout, and values instead of exceptions at the edges.
using Precise =
    boost::math::policies::policy<boost::math::policies::promote_double<false>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::underflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;

/// Means closer to 0 or 1 than this are that constant: the Beta law there has all but collapsed.
constexpr double kEdge = 1e-9;

} // namespace

double beta_precision(double mean, double sd) { return mean * (1.0 - mean) / (sd * sd) - 1.0; }

double BetaRecovery::at(double u, double mean) const {
    if (mean <= kEdge) { return 0.0; }
    if (mean >= 1.0 - kEdge) { return 1.0; }
    return boost::math::ibeta_inv(mean * precision_, (1.0 - mean) * precision_, u, Precise{});
}

} // namespace kdt::credit
