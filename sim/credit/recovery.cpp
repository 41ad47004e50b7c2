#include "credit/recovery.hpp"

namespace kdt::credit {
namespace {

/// Means closer to 0 or 1 than this are that constant: the Beta law there has all but collapsed.
constexpr double kEdge = 1e-9;

} // namespace

double beta_precision(double mean, double sd) { return mean * (1.0 - mean) / (sd * sd) - 1.0; }

double BetaRecovery::at(double u, double mean) const {
    if (mean <= kEdge) { return 0.0; }
    if (mean >= 1.0 - kEdge) { return 1.0; }
    return quantile_.at(u, mean * precision_);
}

} // namespace kdt::credit
