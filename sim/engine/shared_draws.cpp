#include "engine/shared_draws.hpp"

namespace kdt::engine {

void SharedDraws::turn_to(const Model& model, std::uint64_t path) {
    const std::uint64_t four = 1 + path / random::kPathsTogether;
    lane_ = path % random::kPathsTogether;
    if (four == four_) { return; }
    four_ = four;
    const std::uint64_t seed = model.scenario.seed;
    random::draw_four_paths(seed, path, random::Purpose::default_threshold, model.borrower_columns, thresholds_);
    const ApplicationPlan& plan = model.applications;
    random::draw_four_paths(seed, path, random::Purpose::demand_count, plan.batches, counts_);
    for (std::size_t i = 0; i < kApplicationPurposes.size(); ++i) {
        const bool renews = kApplicationPurposes[i] == random::Purpose::renewal;
        random::draw_four_paths(seed, path, kApplicationPurposes[i], renews ? plan.renewals : plan.entities,
                                applications_[i]);
    }
}

double SharedDraws::bytes_for(const Model& model) {
    const auto draws = static_cast<double>(model.applications.entities.size()) * kApplicationPurposes.size() +
                       static_cast<double>(model.applications.batches.size() + model.borrower_columns.size());
    return draws * random::kPathsTogether * sizeof(std::uint32_t);
}

} // namespace kdt::engine
