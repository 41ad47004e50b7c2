#pragma once

#include "engine/together.hpp"
#include "study/keeper.hpp"
#include "study/precision.hpp"

namespace kdt::study {

struct CampaignOptions {
    engine::SimulateOptions simulate;
    engine::Team* team = nullptr; ///< null: this process alone
    Keeper* keeper = nullptr;     ///< of rank 0; null: nothing is kept
    engine::OnMessage on_message; ///< for the log; may be empty
    /// With a precision: called by rank 0 after the trial with which a run begins, and after each stage that was not
    /// enough, with expected_paths. May be empty.
    std::function<void(const tally::Probability& seen, std::int64_t expected)> on_stage;
};

/// All paths of a run, or with a precision as many as it needs, from where an earlier one was kept, with all processes
/// of the team. A process alone that is cancelled keeps what it has. On other ranks than 0 the outcome is empty.
engine::Outcome run_paths(const engine::Model& model, const CampaignOptions& options);

} // namespace kdt::study
