#include "exact/gamma_factors.hpp"

#include "exact/normal.hpp"

#include <boost/math/distributions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace kdt::exact {

namespace {

double gamma_at(double z, double sd) {
    const boost::math::gamma_distribution<> law(1.0 / (sd * sd), sd * sd);
    return z > 0.0 ? boost::math::quantile(law, normal_cdf(-z))
                   : boost::math::quantile(boost::math::complement(law, normal_cdf(z)));
}

/// w_0 + Σ wΓ of every borrower at a point of independent normals.
class Intensities {
public:
    Intensities(std::span<const GammaBorrower> borrowers, const GammaFactors& factors)
        : borrowers_(borrowers), factors_(factors) {
        for (const GammaBorrower& borrower : borrowers) {
            for (std::size_t k = 0; k < 2; ++k) { used_[k] = used_[k] || borrower.weights[k] > 0.0; }
        }
    }

    FactorSpace space() const { return {used_[1] ? 2 : (used_[0] ? 1 : 0), {}}; }

    void operator()(const FactorPoint& point, std::span<double> out) const {
        const double r = factors_.correlation;
        const double second = r * point.normals[0] + std::sqrt(1.0 - r * r) * point.normals[1];
        const double first_gamma = used_[0] ? gamma_at(point.normals[0], factors_.sd[0]) : 1.0;
        const double second_gamma = used_[1] ? gamma_at(second, factors_.sd[1]) : 1.0;
        for (std::size_t i = 0; i < out.size(); ++i) {
            const auto& w = borrowers_[i].weights;
            out[i] = 1.0 - w[0] - w[1] + w[0] * first_gamma + w[1] * second_gamma;
        }
    }

private:
    std::span<const GammaBorrower> borrowers_;
    const GammaFactors& factors_;
    std::array<bool, 2> used_{};
};

/// The Λ of every borrower, by Newton's steps over the quadrature, all at once: E[1 − exp(−ΛS)] is concave in Λ, so
/// that from −ln(1−P), which by Jensen's inequality is not above the root, the steps rise to it. Nothing once
/// cancelled.
std::optional<std::vector<double>> solved(std::span<const GammaBorrower> borrowers, const Intensities& intensities,
                                          const PortfolioLimits& limits) {
    constexpr int kSteps = 60;
    const std::size_t n = borrowers.size();
    std::vector<double> lambda;
    for (const GammaBorrower& borrower : borrowers) { lambda.push_back(-std::log1p(-borrower.pd)); }
    std::vector<double> s(n);
    for (int step = 0; step < kSteps; ++step) {
        // Value and slope side by side.
        const auto mean = expectation(intensities.space(), 2 * n,
                                      [&](const FactorPoint& point, double weight, std::span<double> sum) {
                                          intensities(point, s);
                                          for (std::size_t i = 0; i < n; ++i) {
                                              sum[i] -= weight * std::expm1(-lambda[i] * s[i]);
                                              sum[n + i] += weight * s[i] * std::exp(-lambda[i] * s[i]);
                                          }
                                          return !limits.stopped();
                                      },
                                      {1e-13, 300'000});
        if (!mean) { return std::nullopt; }
        double largest = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            const double move = (borrowers[i].pd - mean->value[i]) / mean->value[n + i];
            lambda[i] += move;
            if (lambda[i] > 0.0) { largest = std::max(largest, std::abs(move) / lambda[i]); }
        }
        if (largest < 1e-13) { break; }
    }
    return lambda;
}

} // namespace

std::optional<LossDistribution> gamma_factor_loss(std::span<const GammaBorrower> borrowers, const GammaFactors& factors,
                                                  const PortfolioLimits& limits) {
    // Borrowers are few kinds: each is solved, and worked out at every point, once.
    std::vector<GammaBorrower> kinds;
    std::vector<std::size_t> kind_of;
    std::vector<std::int64_t> losses;
    for (const GammaBorrower& borrower : borrowers) {
        const auto known = std::find_if(kinds.begin(), kinds.end(), [&](const GammaBorrower& kind) {
            return kind.pd == borrower.pd && kind.weights == borrower.weights;
        });
        kind_of.push_back(static_cast<std::size_t>(known - kinds.begin()));
        if (known == kinds.end()) { kinds.push_back(borrower); }
        losses.push_back(borrower.loss);
    }
    const Intensities intensities(kinds, factors);
    const auto lambda = solved(kinds, intensities, limits);
    if (!lambda) { return std::nullopt; }
    std::vector<double> of_kind(kinds.size());
    const auto pds = [&](const FactorPoint& point, std::span<double> out) {
        intensities(point, of_kind);
        for (std::size_t i = 0; i < kinds.size(); ++i) { of_kind[i] = -std::expm1(-(*lambda)[i] * of_kind[i]); }
        for (std::size_t i = 0; i < out.size(); ++i) { out[i] = of_kind[kind_of[i]]; }
    };
    return mixture_loss(losses, intensities.space(), pds, limits);
}

} // namespace kdt::exact
