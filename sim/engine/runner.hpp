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
        if (is_run_off(model)) { run_off_.emplace(model, state_.opening); }
    }

    void run(std::uint64_t path, tally::PathScores& scores) {
        if (run_off_ && run_off_->run(model_, path, state_, scores)) { return; }
        run_path(model_, path, state_, scores);
    }
    /// Of the path just run.
    const std::vector<double>& innovations() const { return state_.innovations; }

    static double bytes_for(const Model& model) { return PathState::bytes_for(model) + RunOff::bytes_for(model); }

private:
    const Model& model_;
    PathState state_;
    std::optional<RunOff> run_off_;
};

} // namespace kdt::engine
