#include "credit/student_t.hpp"

#include "credit/frye_jacobs.hpp"
#include "credit/normal_hazard.hpp"
#include "random/normal.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <limits>

namespace kdt::credit {
namespace {

double t_quantile(double degrees_of_freedom, double p) {
    if (p <= 0.0) { return -std::numeric_limits<double>::infinity(); }
    if (p >= 1.0) { return std::numeric_limits<double>::infinity(); } // a period of many years may come to that
    return boost::math::quantile(boost::math::students_t(degrees_of_freedom), p);
}

} // namespace

StudentT::StudentT(double period_pd, double asset_correlation, double degrees_of_freedom)
    : period_pd_(period_pd), degrees_of_freedom_(degrees_of_freedom),
      threshold_(t_quantile(degrees_of_freedom, period_pd)), loading_(std::sqrt(asset_correlation)),
      idiosyncratic_(std::sqrt(1.0 - asset_correlation)) {}

double StudentT::argument(const Economy& economy) const {
    return (economy.chi_scale * threshold_ - loading_ * economy.composite) / idiosyncratic_;
}

double StudentT::conditional_pd(const Economy& economy) const {
    return period_pd_ <= 0.0 ? 0.0 : random::normal_cdf(argument(economy));
}

double StudentT::conditional_hazard(const Economy& economy) const {
    return period_pd_ <= 0.0 ? 0.0 : normal_hazard(argument(economy));
}

double StudentT::conditional_lgd(double lgd, const Economy& economy) const {
    if (loading_ == 0.0) { return lgd; }
    const double gap = threshold_ - t_quantile(degrees_of_freedom_, period_pd_ * lgd);
    return frye_jacobs_ratio(argument(economy), economy.chi_scale * gap / idiosyncratic_, lgd);
}

double chi_scale(double degrees_of_freedom, double u) {
    const boost::math::chi_squared distribution(degrees_of_freedom);
    return std::sqrt(boost::math::quantile(distribution, u) / degrees_of_freedom);
}

} // namespace kdt::credit
