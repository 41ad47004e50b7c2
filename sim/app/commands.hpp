#pragma once

#include "app/context.hpp"
#include "engine/team.hpp"

// One function a command. Each prints its result on stdout, problems on stderr, and returns the exit code. Those that
// simulate many paths do so with all processes of the team; the others are rank 0's alone.
namespace kdt::app {

Exit run_command(const CommandLine& line, engine::Team& team);
Exit check_command(const CommandLine& line);
Exit trace_command(const CommandLine& line);
Exit stress_command(const CommandLine& line, engine::Team& team);
Exit report_command(const CommandLine& line);
Exit fields_command(const CommandLine& line);
Exit new_command(const CommandLine& line);

} // namespace kdt::app
