#include "exact/logit.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace kdt::exact {

namespace {

double inverse_logit(double x) { return 1.0 / (1.0 + std::exp(-x)); }

/// The c of every borrower, all bisected at once: E[logit⁻¹(c − βY)] rises in c. Nothing once cancelled.
std::optional<std::vector<double>> centres_of(std::span<const LogitBorrower> borrowers, double slope,
                                              const PortfolioLimits& limits) {
    constexpr double kWidest = 800.0; // e^−800 is below any PD a double holds
    constexpr int kHalvings = 70;
    std::vector<double> low(borrowers.size(), -kWidest);
    std::vector<double> high(borrowers.size(), kWidest);
    std::vector<double> middle(borrowers.size(), 0.0);
    for (int halving = 0; halving < kHalvings; ++halving) {
        const auto mean = expectation({1, {}}, borrowers.size(),
                                      [&](const FactorPoint& point, double weight, std::span<double> sum) {
                                          for (std::size_t i = 0; i < sum.size(); ++i) {
                                              sum[i] += weight * inverse_logit(middle[i] - slope * point.normals[0]);
                                          }
                                          return !limits.stopped();
                                      },
                                      {1e-15, 20'000});
        if (!mean) { return std::nullopt; }
        for (std::size_t i = 0; i < borrowers.size(); ++i) {
            (mean->value[i] < borrowers[i].pd ? low : high)[i] = middle[i];
            middle[i] = 0.5 * (low[i] + high[i]);
        }
    }
    return middle;
}

} // namespace

std::optional<LossDistribution> logit_loss(std::span<const LogitBorrower> borrowers, double slope,
                                           const PortfolioLimits& limits) {
    const auto centres = centres_of(borrowers, slope, limits);
    if (!centres) { return std::nullopt; }
    std::vector<std::int64_t> losses;
    FactorSpace space;
    for (const LogitBorrower& borrower : borrowers) {
        losses.push_back(borrower.loss);
        if (borrower.direction[0] != 0.0) { space.normals = std::max(space.normals, 1); }
        if (borrower.direction[1] != 0.0) { space.normals = 2; }
    }
    const auto pds = [&](const FactorPoint& point, std::span<double> out) {
        for (std::size_t i = 0; i < out.size(); ++i) {
            const auto& direction = borrowers[i].direction;
            const double composite = direction[0] * point.normals[0] + direction[1] * point.normals[1];
            const bool common = direction[0] != 0.0 || direction[1] != 0.0;
            out[i] = common ? inverse_logit((*centres)[i] - slope * composite) : borrowers[i].pd;
        }
    };
    return mixture_loss(losses, space, pds, limits);
}

} // namespace kdt::exact
