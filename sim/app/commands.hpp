#pragma once

#include "app/context.hpp"

// One function a command. Each prints its result on stdout, problems on stderr, and returns the exit code.
namespace kdt::app {

Exit run_command(const CommandLine& line);
Exit check_command(const CommandLine& line);
Exit trace_command(const CommandLine& line);
Exit stress_command(const CommandLine& line);
Exit report_command(const CommandLine& line);
Exit fields_command(const CommandLine& line);
Exit new_command(const CommandLine& line);

} // namespace kdt::app
