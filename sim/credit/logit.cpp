#include "credit/logit.hpp"

#include "credit/normal_grid.hpp"
#include "credit/root.hpp"
#include "random/normal.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::credit {
namespace {

double logistic(double x) { return 1.0 / (1.0 + std::exp(-x)); }

/// Φ⁻¹(logistic(x)), each half from its own tail.
double as_normal(double x) {
    return x <= 0.0 ? random::normal_quantile(logistic(x)) : -random::normal_quantile(logistic(-x));
}

/// The integrands peak no lower than −β and have their poles π/β off the real axis: with this step both errors of the
/// rule are below rounding.
NormalGrid grid_for(double slope) {
    constexpr double kBeyondPeak = 9.0;
    return {-slope - kBeyondPeak, kBeyondPeak, std::min(0.25, 0.5 / slope)};
}

/// The c with E[logistic(c − βY)] = P, for P ≤ ½. It lies between ln P − β²/2 (logistic(x) < eˣ) and logit(P) (the mean
/// over a symmetric noise lies nearer ½).
double lower_centre(double pd, double slope) {
    const NormalGrid grid = grid_for(slope);
    const double target = std::log(pd);
    const auto gap = [&](double c) {
        return std::log(grid.mean([&](double y) { return logistic(c - slope * y); })) - target;
    };
    constexpr double kMargin = 1e-9; // for rounding at the ends
    return root_between(gap, target - 0.5 * slope * slope - kMargin, target - std::log1p(-pd) + kMargin);
}

/// For slope > 0.
double centre_of(double pd, double slope) {
    return pd <= 0.5 ? lower_centre(pd, slope) : -lower_centre(1.0 - pd, slope);
}

} // namespace

Logit::Logit(double period_pd, double slope) : period_pd_(period_pd), slope_(slope) {
    if (moves()) { centre_ = centre_of(period_pd, slope); }
}

double Logit::conditional_pd(const Economy& economy) const {
    return moves() ? logistic(centre_ - slope_ * economy.composite) : period_pd_;
}

double Logit::shift(double lgd) const {
    NormalGrid grid = grid_for(slope_);
    for (double& y : grid.y) { y = as_normal(centre_ - slope_ * y); }
    return frye_jacobs_shift(grid.y, grid.weight, period_pd_ * lgd);
}

void Logit::prepare_lgd(double lgd) {
    if (moves() && lgd > 0.0 && lgd < 1.0 && !shifts_.find(lgd)) { shifts_.add(lgd, shift(lgd)); }
}

double Logit::conditional_lgd(double lgd, const Economy& economy) const {
    if (!moves() || lgd <= 0.0 || lgd >= 1.0) { return lgd; }
    const auto prepared = shifts_.find(lgd);
    return frye_jacobs_ratio(as_normal(centre_ - slope_ * economy.composite), prepared ? *prepared : shift(lgd), lgd);
}

} // namespace kdt::credit
