#include "study/limit.hpp"

#include "base/byte_stream.hpp"
#include "base/cannot_deliver.hpp"

#include <nlohmann/json.hpp>

namespace kdt::study {
namespace {

bool is_stated(const scenario::Loaded& loaded) {
    return nlohmann::json::parse(loaded.effective_json).contains(nlohmann::json::json_pointer("/simulation/paths"));
}

bool fits(const engine::Model& model, const engine::SimulateOptions& options) {
    try {
        engine::expect_memory(model, options, 1);
        return true;
    } catch (const CannotDeliver&) { return false; }
}

/// Halved, so that a limit that is a stage comes to another one.
std::int64_t limit_that_fits(const scenario::Scenario& scenario, const engine::SimulateOptions& options) {
    engine::Model model = engine::compile(scenario);
    std::int64_t& limit = model.scenario.paths;
    for (; limit >= kFirstStage; limit /= 2) {
        if (fits(model, options)) { return limit; }
    }
    return scenario.paths;
}

} // namespace

void fit_limit(scenario::Loaded& loaded, const CampaignOptions& options) {
    if (!loaded.scenario.precision || is_stated(loaded)) { return; }
    std::string bytes;
    if (options.team == nullptr || options.team->leads()) {
        ByteWriter out;
        bytes = out.put(limit_that_fits(loaded.scenario, options.simulate)).take();
    }
    if (options.team != nullptr) { options.team->broadcast(bytes); }
    loaded.scenario.paths = ByteReader(bytes).get<std::int64_t>();
}

} // namespace kdt::study
