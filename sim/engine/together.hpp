#pragma once

#include "engine/simulate.hpp"
#include "engine/team.hpp"

namespace kdt::engine {

/// How much travelled, for the log.
using OnMessage = std::function<void(std::size_t bytes, std::int64_t paths)>;

/// Rank 0's part: the outcome goes on from the paths it has up to `end`, of which every process runs an equal part.
/// Parts meet in pairs (a binomial tree), so that the last of n processes is ⌈log₂ n⌉ messages away. Where one was
/// cancelled the outcome has the first paths, as far as they hang together. A pause is for a process alone.
void lead(const Model& model, const SimulateOptions& options, Team& team, Outcome& outcome, std::int64_t end,
          const OnMessage& on_message = {});

/// The lowest rank that is not well, or as many as there are where all are: what only one of them sees, all learn.
int first_unwell(Team& team, bool well);

/// Sends the others home, who learn whether the run was cancelled.
void dismiss(Team& team, bool cancelled);

/// The other ranks' part: runs what rank 0 asks for until it is dismissed. Returns whether the run was cancelled.
bool follow(const Model& model, const SimulateOptions& options, Team& team, const OnMessage& on_message = {});

} // namespace kdt::engine
