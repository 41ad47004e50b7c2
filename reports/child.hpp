#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kdt::reports {

struct Ended {
    int exit = -1;    ///< exit code, or 128 + the signal that ended it
    std::string said; ///< what it wrote on stdout and stderr
};

/// Runs a program without a shell, with nothing to read, and waits for it. `settings` ("NAME=value") replace those of
/// the environment. What it says goes through the file `log`. Throws std::runtime_error where it can't be started.
Ended run_child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                const std::vector<std::string>& settings, const std::filesystem::path& log);

} // namespace kdt::reports
