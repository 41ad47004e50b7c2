#pragma once

#include "exact/mixture_loss.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace kdt::exact {

/// A borrower of the logit model: P(default | Y) = logit⁻¹(c − βY), c such that it averages to the PD, Y = direction ·
/// (two independent standard normals).
struct LogitBorrower {
    std::int64_t loss = 0;                     ///< ≥ 0, in 分 or any whole unit
    double pd = 0.0;                           ///< over the whole period, in [0,1]
    std::array<double, 2> direction{1.0, 0.0}; ///< of unit length; of length 0: it hangs on no factor
};

/// The law of the sum of losses in one period under slope β ≥ 0. Nothing beyond the limits, or once cancelled: α is
/// solved for first, and asks too.
std::optional<LossDistribution> logit_loss(std::span<const LogitBorrower> borrowers, double slope,
                                           const PortfolioLimits& limits = {});

} // namespace kdt::exact
