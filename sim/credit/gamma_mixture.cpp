#include "credit/gamma_mixture.hpp"

#include "credit/normal_grid.hpp"
#include "credit/root.hpp"
#include "random/normal.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <boost/random/sobol.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kdt::credit {
namespace {

/// Values instead of exceptions where Γ is too small for a double.
using Quiet =
    boost::math::policies::policy<boost::math::policies::promote_double<false>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::underflow_error<boost::math::policies::ignore_error>>;

constexpr double kReach = 9.0;
constexpr std::size_t kSobolPoints = std::size_t{1} << 14;

/// The root of an increasing gap that stands near `guess` or above; the largest Λ tried where there is none.
template <class F>
double intensity_root(const F& gap, double guess) {
    constexpr double kMost = 1e200;
    double high = 2.0 * guess;
    while (high < kMost && gap(high) < 0.0) { high *= 2.0; }
    return gap(high) < 0.0 ? high : root_between(gap, 0.5 * guess, high);
}

} // namespace

double gamma_factor(double z, double variance) {
    const double shape = 1.0 / variance;
    const double quantile = z > 0.0 ? boost::math::gamma_p_inv(shape, random::normal_cdf(-z), Quiet{})
                                    : boost::math::gamma_q_inv(shape, random::normal_cdf(z), Quiet{});
    return variance * quantile;
}

GammaMixture::GammaMixture(std::vector<Part> parts, const Matrix& correlations) : parts_(std::move(parts)) {
    Matrix own(parts_.size(), std::vector<double>(parts_.size()));
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        own_weight_ -= parts_[i].weight;
        for (std::size_t j = 0; j < parts_.size(); ++j) {
            own[i][j] = correlations[parts_[i].factor][parts_[j].factor];
            correlated_ = correlated_ || (i != j && own[i][j] != 0.0);
        }
    }
    own_weight_ = std::max(own_weight_, 0.0);
    root_ = *cholesky(own);
    if (parts_.empty()) { return; }
    if (parts_.size() > 2) {
        add_sobol_set();
    } else {
        add_grid();
    }
}

double GammaMixture::gamma_of(std::size_t part, std::span<const double> independent) const {
    double z = 0.0;
    for (std::size_t j = 0; j <= part; ++j) { z += root_[part][j] * independent[j]; }
    return gamma_factor(z, parts_[part].variance);
}

void GammaMixture::add_grid() {
    double widest = 1.0;
    for (const Part& part : parts_) { widest = std::max(widest, part.variance); }
    // A wide gamma law rises steeply in z.
    const bool second = parts_.size() == 2;
    const NormalGrid grid(-kReach, kReach, second ? 0.25 / std::sqrt(widest) : 0.1 / widest);
    for (std::size_t i = 0; i < grid.y.size(); ++i) {
        for (std::size_t j = 0; j < (second ? grid.y.size() : 1); ++j) {
            const std::array<double, 2> point{grid.y[i], second ? grid.y[j] : 0.0};
            if (point[0] * point[0] + point[1] * point[1] > kReach * kReach) { continue; }
            double sum = own_weight_;
            for (std::size_t part = 0; part < parts_.size(); ++part) {
                sum += parts_[part].weight * gamma_of(part, point);
            }
            nodes_.push_back(sum);
            weights_.push_back(second ? grid.weight[i] * grid.weight[j] : grid.weight[i]);
        }
    }
}

void GammaMixture::add_sobol_set() {
    const std::size_t n = parts_.size();
    boost::random::sobol sequence(n);
    std::vector<double> normals(n * kSobolPoints);
    // Midpoints of 2^14 equal cells: every coordinate visits each once.
    for (double& z : normals) { z = random::normal_quantile((static_cast<double>(sequence() >> 50) + 0.5) * 0x1p-14); }
    nodes_.assign(kSobolPoints, own_weight_);
    weights_.assign(kSobolPoints, 1.0 / static_cast<double>(kSobolPoints));
    std::vector<double> gammas(kSobolPoints);
    for (std::size_t part = 0; part < n; ++part) {
        double mean = 0.0;
        for (std::size_t i = 0; i < kSobolPoints; ++i) {
            gammas[i] = gamma_of(part, std::span(normals).subspan(i * n, n));
            mean += gammas[i] / static_cast<double>(kSobolPoints);
        }
        // Points end short of the law's tail: the mean is put right.
        for (std::size_t i = 0; i < kSobolPoints; ++i) { nodes_[i] += parts_[part].weight * gammas[i] / mean; }
    }
}

double GammaMixture::at(std::span<const double> gammas) const {
    double sum = own_weight_;
    for (const Part& part : parts_) { sum += part.weight * gammas[part.factor]; }
    return sum;
}

double GammaMixture::intensity_for(double pd) const {
    const double independent = -std::log1p(-pd); // the Λ of S ≡ 1; by Jensen's inequality no other is smaller
    if (!moves()) { return independent; }
    if (correlated_) {
        return intensity_root(
            [&](double lambda) {
                double sum = 0.0;
                for (std::size_t i = 0; i < nodes_.size(); ++i) {
                    sum -= weights_[i] * std::expm1(-lambda * nodes_[i]);
                }
                return std::log(sum / pd);
            },
            independent);
    }
    return intensity_root(
        [&](double lambda) {
            double cumulant = own_weight_ * lambda;
            for (const Part& part : parts_) {
                cumulant += std::log1p(lambda * part.weight * part.variance) / part.variance;
            }
            return std::log(cumulant / independent);
        },
        independent);
}

} // namespace kdt::credit
