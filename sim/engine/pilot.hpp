#pragma once

#include "engine/model.hpp"
#include "engine/simulate.hpp"

#include <cstdint>

namespace kdt::engine {

/// Paths of one round of the pilot, and how many rounds at most.
inline constexpr std::int64_t kPilotPaths = 2048;
inline constexpr int kPilotRounds = 6;
/// Numbers of the pilot's paths begin here, beyond any run's, so that its luck is its own.
inline constexpr std::uint64_t kFirstPilotPath = std::uint64_t{1} << 33;

/// Finds Model::tilt of a scenario whose method is `tilt`, before the model is shared: the mean of the factors'
/// innovations on the paths on which the pool runs dry by the horizon, or where they are few comes nearest to it (by
/// the lowest balance, then by the credit loss). Rounds of paths drawn with the shift of the round before take their
/// nearest tenth, until that tenth is depleted: the cross-entropy method with raised levels (Rubinstein & Kroese 2004,
/// 4.2), for which the mean under a normal law is the best shift. Where the last round has not seen the event at all it
/// is out of reach, and the shift is that of the third round, to the worst thousandth or so of the paths. The same for
/// any number of threads. Nothing for other methods. A cancelled pilot leaves a shift of use to nobody.
void find_tilt(Model& model, const SimulateOptions& options);

} // namespace kdt::engine
