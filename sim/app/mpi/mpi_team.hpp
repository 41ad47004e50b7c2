#pragma once

#include "engine/team.hpp"

namespace kdt::app {

/// What the library beside the program offers under `kMakeTeam`: the team of an MPI launcher. The program itself is not
/// linked with MPI, so that it starts as fast without one, and where none is installed.
using MakeTeam = engine::Team* (*)();
inline constexpr const char* kTeamLibrary = "libkdt_mpi.so";
inline constexpr const char* kMakeTeam = "kdt_make_mpi_team";

} // namespace kdt::app
