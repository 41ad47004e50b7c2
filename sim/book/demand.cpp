#include "book/demand.hpp"

#include "scenario/demand.hpp"

#include <boost/math/distributions/poisson.hpp>

#include <cmath>

namespace kdt::book {
namespace {

/// Above this mean the sum of terms from 0 is slow, and exp(−mean) nears the end of the double range.
constexpr double kSumTermsUpTo = 200.0;

} // namespace

DemandPlan::DemandPlan(const scenario::Scenario& scenario) {
    for (const auto& row : scenario.lending.demand) {
        std::vector<double> by_month(1, 0.0);
        for (int month = 1; month <= scenario.horizon_months; ++month) {
            by_month.push_back(scenario::expected_applications(scenario, row, month));
        }
        means_.push_back(std::move(by_month));
    }
}

std::int64_t poisson_at(double mean, double u) {
    if (mean <= 0.0) { return 0; }
    if (mean > kSumTermsUpTo) {
        using Up = boost::math::policies::policy<
            boost::math::policies::discrete_quantile<boost::math::policies::integer_round_up>>;
        return static_cast<std::int64_t>(boost::math::quantile(boost::math::poisson_distribution<double, Up>(mean), u));
    }
    double term = std::exp(-mean);
    double sum = term;
    std::int64_t count = 0;
    // Beyond the last term that moves the sum, u lies within rounding of 1.
    while (sum < u && (term > sum * 1e-17 || static_cast<double>(count) < mean)) {
        ++count;
        term *= mean / static_cast<double>(count);
        sum += term;
    }
    return count;
}

std::int64_t smoothed_at(double mean, double u) {
    const double whole = std::floor(mean);
    return static_cast<std::int64_t>(whole) + (u < mean - whole ? 1 : 0);
}

double demand_shock(double volatility, double loading, double macro, double own) {
    const double xi = loading * macro + std::sqrt(1.0 - loading * loading) * own;
    return std::exp(volatility * xi - 0.5 * volatility * volatility);
}

} // namespace kdt::book
