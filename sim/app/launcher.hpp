#pragma once

#include "engine/team.hpp"

#include <memory>

namespace kdt::app {

/// The processes that a launcher (mpirun, srun) started together with this one; this one alone where none did. Throws
/// CannotDeliver where there are several and this program can't speak to them.
std::unique_ptr<engine::Team> team_of_launcher();

/// Whether this is the process that speaks for all, by what the launcher says.
bool is_first_process();

/// The threads a process of the team works on where the user named no number: its share of the machine, or all that a
/// launcher has bound it to.
int threads_of(const engine::Team& team, int wanted);

} // namespace kdt::app
