#pragma once

#include "engine/model.hpp"
#include "exact/loss_distribution.hpp"

#include <optional>

namespace kdt::study {

/// Which money of a defaulted loan is added up.
enum class Lost {
    principal,         ///< EAD
    net_of_recoveries, ///< credit loss
    claims_on_pool, ///< the pool's part, where claims are paid in the month of default and the pool has no other flow
};

/// The exact law of that money at the horizon; nothing where the scenario is outside the exact room's reach.
std::optional<exact::LossDistribution> exact_law(const engine::Model& model, Lost lost);

} // namespace kdt::study
