#include "credit/size_law.hpp"

#include "random/normal.hpp"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>

namespace kdt::credit {
namespace {

struct LognormalShape {
    double mu;
    double sigma;
};

LognormalShape lognormal_shape(const SizeLaw& law) {
    const double variance = std::log1p(law.sd * law.sd / (law.mean * law.mean));
    return {std::log(law.mean) - 0.5 * variance, std::sqrt(variance)};
}

/// E[min(X, k)] for a lognormal: the mean below k plus k times the tail.
double lognormal_limited_mean(const LognormalShape& shape, double mean, double k) {
    if (k <= 0.0) { return k; }
    if (std::isinf(k)) { return mean; }
    const double d = (std::log(k) - shape.mu) / shape.sigma;
    return mean * random::normal_cdf(d - shape.sigma) + k * random::normal_cdf(-d);
}

/// The same for a gamma of shape a and scale b.
double gamma_limited_mean(double a, double b, double k) {
    if (k <= 0.0) { return k; }
    if (std::isinf(k)) { return a * b; }
    return a * b * boost::math::gamma_p(a + 1.0, k / b) + k * boost::math::gamma_q(a, k / b);
}

double empirical_value(const std::vector<double>& values, double u) {
    const auto place = static_cast<std::size_t>(u * static_cast<double>(values.size()));
    return values[std::min(place, values.size() - 1)];
}

} // namespace

double SizeLaw::at(double u, double cap) const { return SizeSampler(*this).at(u, cap); }

SizeSampler::SizeSampler(const SizeLaw& law) : law_(law) {
    if (law.sd <= 0.0 || law.distribution != SizeDistribution::lognormal) { return; }
    const LognormalShape shape = lognormal_shape(law);
    mu_ = shape.mu;
    sigma_ = shape.sigma;
}

double SizeSampler::at(double u, double cap) const {
    const double mean = law_.mean;
    const double sd = law_.sd;
    double size = mean;
    if (law_.distribution == SizeDistribution::empirical) {
        size = empirical_value(law_.values, u);
    } else if (sd > 0.0 && law_.distribution == SizeDistribution::lognormal) {
        size = std::exp(mu_ + sigma_ * random::normal_quantile(u));
    } else if (sd > 0.0 && law_.distribution == SizeDistribution::gamma) {
        size = boost::math::gamma_p_inv(mean * mean / (sd * sd), u) * sd * sd / mean;
    }
    return within(size, cap);
}

double SizeLaw::capped_mean(double cap) const {
    // E[min(max(X,f),c)] = E[min(X,c)] + f − E[min(X,f)] for f ≤ c.
    const double low = std::min(floor, cap);
    if (sd > 0.0 && distribution == SizeDistribution::lognormal) {
        const LognormalShape shape = lognormal_shape(*this);
        return lognormal_limited_mean(shape, mean, cap) + low - lognormal_limited_mean(shape, mean, low);
    }
    if (sd > 0.0 && distribution == SizeDistribution::gamma) {
        const double a = mean * mean / (sd * sd);
        const double b = sd * sd / mean;
        return gamma_limited_mean(a, b, cap) + low - gamma_limited_mean(a, b, low);
    }
    if (distribution == SizeDistribution::empirical) {
        double sum = 0.0;
        for (double value : values) { sum += std::min(std::max(value, floor), cap); }
        return sum / static_cast<double>(values.size());
    }
    return at(0.5, cap);
}

} // namespace kdt::credit
