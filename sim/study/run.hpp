#pragma once

#include "engine/model.hpp"
#include "results/results.hpp"
#include "scenario/load.hpp"
#include "study/campaign.hpp"

#include <optional>
#include <vector>

namespace kdt::study {

struct RunOptions {
    CampaignOptions paths;
    int runs_held = 1;                            ///< runs whose scores stand in memory at once, this one included
    std::optional<std::vector<double>> tilt = {}; ///< of a tilted run, where another's paths are to be met; else found
    bool check = false;                           ///< exact results beside the simulated ones, where the model has them
};

/// A finished run: its figures, and what its paths scored for whoever compares runs.
struct Run {
    engine::Model model;
    engine::Outcome outcome;
    results::Results results; ///< empty when the run was cancelled, and on other ranks than 0
};

/// Compiles, simulates and summarises a loaded scenario.
Run run(const scenario::Loaded& loaded, const RunOptions& options = {});

} // namespace kdt::study
