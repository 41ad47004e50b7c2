#pragma once

#include "app/held_file.hpp"
#include "app/run_identity.hpp"
#include "base/problem.hpp"
#include "scenario/load.hpp"
#include "study/keeper.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kdt::app {

/// `--checkpoint FILE`: what a run has gathered, written beside and moved into place, so that the file is always whole.
class CheckpointFile final : public study::Keeper {
public:
    using Seconds = std::chrono::duration<double>;

    CheckpointFile(std::filesystem::path file, RunIdentity identity, Seconds interval);

    CheckpointFile(const CheckpointFile&) = delete;
    CheckpointFile& operator=(const CheckpointFile&) = delete;
    /// Takes the draft away.
    ~CheckpointFile() override;

    /// What speaks against going on from the file, or writing it there: another run's, somebody else's, damaged, in the
    /// way of the result folder, an input of this run, no permission. Reads what an earlier run kept, and holds the
    /// place, which no other run may use until this one has ended.
    Problems open(const std::filesystem::path& result, const std::vector<scenario::InputFile>& inputs);
    /// Paths that were kept last; 0: none.
    std::int64_t paths() const { return paths_; }

    std::string kept() override { return std::move(kept_); }
    bool due() const override { return Clock::now().time_since_epoch().count() >= next_.load(); }
    /// Where that can't be written, what was kept before stays, and the first time it is logged.
    void keep(std::string_view bytes, std::int64_t paths) override;
    /// Once the result is in place.
    void remove();

private:
    using Clock = std::chrono::steady_clock;

    void refuse(Text what, Text fix, Problems& problems) const;
    void hold(Problems& problems);
    void begin_draft(Problems& problems);
    void read(const std::string& bytes, Problems& problems);
    void compare(const std::string& header, Problems& problems);
    void write(std::string_view bytes, std::int64_t paths);
    /// Until the interval is over, and `least`.
    void wait(Clock::duration least);

    std::filesystem::path file_;
    RunIdentity identity_;
    Seconds interval_;
    std::string kept_;
    std::int64_t paths_ = 0;
    std::optional<HeldFile> held_;  ///< the checkpoint, once there is one
    std::optional<HeldFile> draft_; ///< what becomes the next one
    bool warned_ = false;
    std::atomic<Clock::rep> next_{0}; ///< when it is time again
};

} // namespace kdt::app
