#pragma once

#include <string>

namespace kdt::app {

/// The program's log: on stderr, at the level asked for (debug, info, warn, error), without colour where NO_COLOR is
/// set or stderr is no terminal. Result texts never go through it.
void set_up_log(const std::string& level);

} // namespace kdt::app
