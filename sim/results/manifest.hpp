#pragma once

#include "results/frame.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace kdt::results {

/// What is known about how a run was made. The only output that may differ between equal runs.
struct Manifest {
    std::string version;
    std::string command;                   ///< "run", "stress", …
    std::vector<std::string> command_line; ///< as given, program first
    std::uint64_t seed = 1;
    std::int64_t paths = 0;
    int threads = 1; ///< as asked for, else of the machine
    int processes = 1;
    std::string started;  ///< "2026-11-24T02:10:59Z"
    double seconds = 0.0; ///< elapsed
    std::string machine;  ///< system and processor in one line
    std::string compiler;
    std::vector<InputHash> inputs;
    std::vector<std::string> files; ///< all that was written beside manifest.json, names below the folder
};

/// manifest.json, format kedaitong.manifest/1.
std::string to_json(const Manifest& manifest);

} // namespace kdt::results
