#pragma once

#include "engine/model.hpp"
#include "tally/scores.hpp"
#include "tally/tally.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

namespace kdt::engine {

struct SimulateOptions {
    int threads = 0;                                    ///< 0: as many as the machine has
    std::function<void(std::int64_t done)> on_progress; ///< called from any thread after each block; may be empty
    const std::atomic<bool>* cancel = nullptr;          ///< once true, no further path starts
};

/// What a run gathered. The same content for any number of threads.
struct Outcome {
    std::unique_ptr<tally::Scores> scores;
    std::unique_ptr<tally::Tally> tally; ///< finished
    bool cancelled = false;
};

/// Throws CannotDeliver where `runs` runs held at once would not fit this machine's memory: paths, report horizons and
/// groups (banks, products, tiers, sectors) are what fills it.
void expect_memory(const Model& model, const SimulateOptions& options, int runs);

/// Runs all paths of the scenario, in blocks shared out over threads.
Outcome simulate(const Model& model, const SimulateOptions& options = {});

} // namespace kdt::engine
