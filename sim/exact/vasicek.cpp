#include "exact/vasicek.hpp"

#include "exact/normal.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::exact {

double Vasicek::conditional_pd(double y) const {
    return normal_cdf((normal_quantile(pd) - std::sqrt(correlation) * y) / std::sqrt(1.0 - correlation));
}

double Vasicek::cdf(double x) const {
    if (correlation == 0.0) { return x >= pd ? 1.0 : 0.0; }
    const double distance = std::sqrt(1.0 - correlation) * normal_quantile(x) - normal_quantile(pd);
    return normal_cdf(distance / std::sqrt(correlation));
}

double Vasicek::quantile(double level) const {
    if (correlation == 0.0) { return pd; }
    return conditional_pd(-normal_quantile(level));
}

double Vasicek::expected_shortfall(double level) const {
    return bivariate_normal_cdf(normal_quantile(pd), -normal_quantile(level), std::sqrt(correlation)) / (1.0 - level);
}

double Vasicek::stop_loss(double k) const {
    if (correlation == 0.0) { return std::max(0.0, pd - k); }
    const double root = std::sqrt(correlation);
    const double threshold = normal_quantile(pd);
    const double y = (threshold - std::sqrt(1.0 - correlation) * normal_quantile(k)) / root;
    return bivariate_normal_cdf(threshold, y, root) - k * normal_cdf(y);
}

double Vasicek::sd() const {
    const double threshold = normal_quantile(pd);
    return std::sqrt(std::max(0.0, bivariate_normal_cdf(threshold, threshold, correlation) - pd * pd));
}

} // namespace kdt::exact
