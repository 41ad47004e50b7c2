#pragma once

#include "exact/factor_quadrature.hpp"
#include "exact/loss_distribution.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace kdt::exact {

/// When to give up rather than keep the user waiting.
struct PortfolioLimits {
    std::int64_t most_units = 2'000'000; ///< sum of losses ÷ common unit
    double most_operations = 2e10;       ///< additions; about 1 ns each
    std::function<bool()> cancelled;     ///< asked between borrowers, and while a model is solved; may be empty
    Accuracy accuracy{1e-10, 2'000'000};

    bool stopped() const { return cancelled && cancelled(); }
};

/// Writes P(default | factors) of every borrower, in their order.
using ConditionalPds = std::function<void(const FactorPoint& point, std::span<double> pds)>;

/// The law of the sum of losses (≥ 0, one for each borrower, in 分 or any whole unit) where defaults are independent
/// given the factors: recursion over whole units (Andersen, Sidenius & Basu, "All your hedges in one basket", Risk
/// 2003), mixed over the factors. The unit is the greatest common divisor of the losses. Nothing beyond the limits, or
/// once cancelled.
std::optional<LossDistribution> mixture_loss(std::span<const std::int64_t> losses, const FactorSpace& space,
                                             const ConditionalPds& conditional, const PortfolioLimits& limits = {});

} // namespace kdt::exact
