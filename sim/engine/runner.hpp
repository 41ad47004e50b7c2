#pragma once

#include "engine/path.hpp"
#include "engine/run_off.hpp"

#include <cstdint>
#include <optional>

namespace kdt::engine {

/// Simulates one path after the other, the short way where the model's book goes it.
class Runner {
public:
    explicit Runner(const Model& model) : model_(model), state_(model) {
        if (goes_short(model)) { run_off_.emplace(model, state_.opening); }
    }

    void run(std::uint64_t path, tally::PathScores& scores) {
        if (run_off_ && run_short(path, scores)) { return; }
        run_path(model_, path, state_, scores);
    }
    /// Of the path just run.
    const std::vector<double>& innovations() const { return state_.innovations; }

    static double bytes_for(const Model& model) {
        return PathState::bytes_for(model) + (goes_short(model) ? RunOff::bytes_for(model) : 0.0);
    }

private:
    static bool goes_short(const Model& model) { return is_run_off(model) && is_worth_it(model); }

    /// Where most paths are to be run in full after all, no more are tried.
    bool run_short(std::uint64_t path, tally::PathScores& scores) {
        constexpr std::int64_t kTried = 64;
        ++tried_;
        if (run_off_->run(model_, path, state_, scores)) { return true; }
        if (2 * ++in_full_ > tried_ && tried_ >= kTried) { run_off_.reset(); }
        return false;
    }

    const Model& model_;
    PathState state_;
    std::optional<RunOff> run_off_;
    std::int64_t tried_ = 0;   ///< paths, the short way
    std::int64_t in_full_ = 0; ///< of them: run in full
};

} // namespace kdt::engine
