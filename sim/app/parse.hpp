#pragma once

#include "app/context.hpp"

#include <optional>

namespace kdt::app {

struct Parsed {
    CommandLine line;
    std::optional<int> exit; ///< set when all is said: help, version, or a usage error (2)
};

/// Reads the command line; prints help or what is wrong with it, unless another process does.
Parsed parse(int argc, char** argv, bool aloud);

} // namespace kdt::app
