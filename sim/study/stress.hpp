#pragma once

#include "base/problem.hpp"
#include "results/stress.hpp"
#include "scenario/load.hpp"
#include "study/run.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace kdt::study {

/// The base and its overlays, loaded: all problems of all of them at once.
struct StressPlan {
    scenario::Loaded base;
    std::vector<scenario::Loaded> overlays;   ///< file order
    std::vector<std::filesystem::path> files; ///< of the overlays
    std::vector<std::string> labels;          ///< each overlay's own name, else its file name
};

Checked<StressPlan> plan_stress(const scenario::Request& request, const std::filesystem::path& overlay_folder);

struct StressRun {
    results::Results base; ///< as `kdt run` gives them, but for the command that repeats them
    results::StressResults stress;
};

/// The base beside each overlay on the same random numbers. `next` is told the label of each run before it starts.
/// Nothing where the run was cancelled; empty on other ranks than 0.
std::optional<StressRun> run_stress(const StressPlan& plan, const RunOptions& options,
                                    const std::function<void(const std::string&)>& next);

} // namespace kdt::study
