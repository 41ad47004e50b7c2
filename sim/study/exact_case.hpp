#pragma once

#include "engine/model.hpp"
#include "exact/loss_distribution.hpp"

#include <functional>
#include <optional>

namespace kdt::study {

/// Which money of a defaulted loan is added up.
enum class Lost {
    principal,         ///< EAD
    net_of_recoveries, ///< credit loss
    claims_on_pool, ///< the pool's part, where claims are paid in the month of default and the pool has no other flow
};

/// Whether the scenario is of the kind whose losses the exact room can work out.
bool exact_laws_reach(const engine::Model& model);

/// The exact law of that money at the horizon; nothing where the scenario is outside the exact room's reach, where the
/// book is too large for it, or once `cancelled` (may be empty) says so.
std::optional<exact::LossDistribution> exact_law(const engine::Model& model, Lost lost,
                                                 const std::function<bool()>& cancelled = {});

} // namespace kdt::study
