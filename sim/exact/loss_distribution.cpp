#include "exact/loss_distribution.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kdt::exact {

namespace {

constexpr double kLevelSlack = 1e-12;

} // namespace

LossDistribution::LossDistribution(std::vector<double> pmf, std::int64_t unit, double quadrature_error)
    : pmf_(std::move(pmf)), unit_(unit), quadrature_error_(quadrature_error) {}

double LossDistribution::mean() const {
    long double sum = 0.0L;
    for (std::size_t u = pmf_.size(); u-- > 0;) { sum += static_cast<long double>(u) * pmf_[u]; }
    return static_cast<double>(sum * unit_);
}

double LossDistribution::sd() const {
    const long double centre = mean() / static_cast<long double>(unit_);
    long double sum = 0.0L;
    for (std::size_t u = 0; u < pmf_.size(); ++u) {
        const long double distance = static_cast<long double>(u) - centre;
        sum += distance * distance * pmf_[u];
    }
    return static_cast<double>(std::sqrt(sum) * unit_);
}

std::size_t LossDistribution::units_up_to(std::int64_t amount) const {
    if (amount < 0) { return 0; }
    return std::min(pmf_.size(), static_cast<std::size_t>(amount / unit_) + 1);
}

double LossDistribution::probability_up_to(std::int64_t amount) const {
    const std::size_t end = units_up_to(amount);
    long double sum = 0.0L;
    for (std::size_t u = 0; u < end; ++u) { sum += pmf_[u]; }
    return static_cast<double>(sum);
}

double LossDistribution::probability_above(std::int64_t amount) const {
    const std::size_t begin = units_up_to(amount);
    long double sum = 0.0L;
    for (std::size_t u = pmf_.size(); u-- > begin;) { sum += pmf_[u]; }
    return static_cast<double>(sum);
}

std::int64_t LossDistribution::quantile(double level) const {
    long double sum = 0.0L;
    for (std::size_t u = 0; u < pmf_.size(); ++u) {
        sum += pmf_[u];
        if (sum >= level - kLevelSlack) { return static_cast<std::int64_t>(u) * unit_; }
    }
    return static_cast<std::int64_t>(pmf_.size() - 1) * unit_;
}

double LossDistribution::expected_shortfall(double level) const {
    const std::int64_t q = quantile(level);
    // The same figure written as an excess over q: E[(X − q)⁺]/(1 − level) + q.
    return static_cast<double>(q) + stop_loss(static_cast<double>(q)) / (1.0 - level);
}

double LossDistribution::stop_loss(double retention) const {
    long double sum = 0.0L;
    for (std::size_t u = pmf_.size(); u-- > 0;) {
        const long double excess = static_cast<long double>(u) * unit_ - retention;
        if (excess <= 0.0L) { break; }
        sum += excess * pmf_[u];
    }
    return static_cast<double>(sum);
}

} // namespace kdt::exact
