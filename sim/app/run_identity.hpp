#pragma once

#include "scenario/load.hpp"

#include <cstdint>
#include <string>

namespace kdt::app {

/// What makes two runs one: a checkpoint goes on, and processes work together, only with all of it the same.
struct RunIdentity {
    std::string program;  ///< version and hash of the executable
    std::string scenario; ///< hash of all that decides what a path is: effective scenario, data files
    std::uint64_t seed = 1;
    std::int64_t paths = 0;
    double precision = 0.0; ///< 0: none
};

RunIdentity identity_of(const scenario::Loaded& loaded);
std::string bytes_of(const RunIdentity& identity);

} // namespace kdt::app
