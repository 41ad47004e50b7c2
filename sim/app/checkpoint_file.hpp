#pragma once

#include "base/problem.hpp"
#include "scenario/load.hpp"
#include "study/keeper.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace kdt::app {

/// What a checkpoint is of: a run goes on only with all of it the same.
struct RunIdentity {
    std::string program;  ///< version and hash of the executable
    std::string scenario; ///< hash of all that decides what a path is: effective scenario, data files
    std::uint64_t seed = 1;
    std::int64_t paths = 0;
    double precision = 0.0; ///< 0: none
};

RunIdentity identity_of(const scenario::Loaded& loaded);

/// `--checkpoint FILE`: what a run has gathered, written beside and moved into place, so that the file is always whole.
class CheckpointFile final : public study::Keeper {
public:
    using Seconds = std::chrono::duration<double>;

    CheckpointFile(std::filesystem::path file, RunIdentity identity, Seconds interval);

    /// What speaks against going on from the file, or writing it there: another run's, somebody else's, damaged, in the
    /// result folder, an input of this run, no permission. Reads what an earlier run kept.
    Problems open(const std::filesystem::path& result, const std::vector<scenario::InputFile>& inputs);
    /// Paths that were kept last; 0: none.
    std::int64_t paths() const { return paths_; }

    std::string kept() override { return std::move(kept_); }
    bool due() const override { return Clock::now().time_since_epoch().count() >= next_.load(); }
    void keep(std::string_view bytes, std::int64_t paths) override;
    /// Once the result is in place.
    void remove();

private:
    using Clock = std::chrono::steady_clock;

    void read(Problems& problems);
    void compare(const std::string& header, Problems& problems);
    /// Until the interval is over, and `least`.
    void wait(Clock::duration least);

    std::filesystem::path file_;
    RunIdentity identity_;
    Seconds interval_;
    std::string kept_;
    std::int64_t paths_ = 0;
    std::atomic<Clock::rep> next_{0}; ///< when it is time again
};

} // namespace kdt::app
