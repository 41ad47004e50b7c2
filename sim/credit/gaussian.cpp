#include "credit/gaussian.hpp"

#include "credit/frye_jacobs.hpp"
#include "credit/normal_hazard.hpp"
#include "random/normal.hpp"

#include <cmath>

namespace kdt::credit {

Gaussian::Gaussian(double period_pd, double asset_correlation)
    : period_pd_(period_pd), threshold_(random::normal_quantile(period_pd)), loading_(std::sqrt(asset_correlation)),
      idiosyncratic_(std::sqrt(1.0 - asset_correlation)) {}

double Gaussian::conditional_pd(const Economy& economy) const {
    if (period_pd_ <= 0.0) { return 0.0; }
    return loading_ == 0.0 ? period_pd_ : random::normal_cdf(argument(economy.composite));
}

double Gaussian::conditional_hazard(const Economy& economy) const {
    return loading_ == 0.0 || period_pd_ <= 0.0 ? -std::log1p(-period_pd_) : normal_hazard(argument(economy.composite));
}

double Gaussian::conditional_lgd(double lgd, const Economy& economy) const {
    if (loading_ == 0.0) { return lgd; }
    const double shift = (threshold_ - random::normal_quantile(period_pd_ * lgd)) / idiosyncratic_;
    return frye_jacobs_ratio(argument(economy.composite), shift, lgd);
}

} // namespace kdt::credit
