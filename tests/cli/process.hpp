#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace testing {

/// How a program ended and what it said.
struct Finished {
    int exit = -1; ///< exit code, or 128 + the signal that ended it
    bool timed_out = false;
    std::string out;
    std::string err;
    long peak_kb = 0; ///< most memory held at a time
};

struct ProcessOptions {
    std::filesystem::path folder;                  ///< working folder; empty: this one
    double timeout_seconds = 60.0;                 ///< then it is killed
    std::function<void(pid_t)> while_running = {}; ///< called once after the start
};

/// Runs a program without a shell and waits for it.
Finished run_process(const std::vector<std::string>& words, const ProcessOptions& options = {});

/// The `kdt` just built.
Finished run_kdt(std::vector<std::string> words, const ProcessOptions& options = {});

/// Waits until a `kdt` run with several threads simulates: until it has a second thread. At most a minute.
void wait_for_simulation(pid_t process);

/// A fresh folder of the test's own, taken away at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, const std::string& bytes);
/// Every file below a folder, relative names, sorted.
std::vector<std::string> files_below(const std::filesystem::path& folder);

} // namespace testing
