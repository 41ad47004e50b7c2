#pragma once

#include "exact/mixture_loss.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace kdt::exact {

/// One or two gamma factors of mean 1, each driven by a standard normal: Γ = G⁻¹(Φ(−Z)), G the gamma law.
struct GammaFactors {
    std::array<double, 2> sd{1.0, 1.0};
    double correlation = 0.0; ///< of the two normals
};

/// A borrower of CreditRisk+ that defaults at most once: P(default | Γ) = 1 − exp(−Λ(w_0 + w_1Γ_1 + w_2Γ_2)),
/// w_0 = 1 − w_1 − w_2, Λ such that it averages to the PD.
struct GammaBorrower {
    std::int64_t loss = 0;                   ///< ≥ 0, in 分 or any whole unit
    double pd = 0.0;                         ///< over the whole period, in [0,1)
    std::array<double, 2> weights{1.0, 0.0}; ///< w_1 and w_2, ≥ 0, at most 1 in sum
};

/// The law of the sum of losses in one period. (credit_risk_plus gives the published form, in which a name may default
/// more than once.) Nothing beyond the limits, or once cancelled: Λ is solved for first, and asks too.
std::optional<LossDistribution> gamma_factor_loss(std::span<const GammaBorrower> borrowers, const GammaFactors& factors,
                                                  const PortfolioLimits& limits = {});

} // namespace kdt::exact
