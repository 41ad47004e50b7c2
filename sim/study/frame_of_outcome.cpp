#include "results/number_text.hpp"
#include "results/table_text.hpp"
#include "study/frame.hpp"
#include "study/precision.hpp"

#include <cmath>

namespace kdt::study {
namespace {

Text resolution_said() {
    const std::string most = results::grouped(std::to_string(scenario::kMostExactPaths));
    const std::string width = results::percent_text(tally::kBinResolution);
    return {"路径数超过 " + most + "，分位数、ES 和直方图由分箱计数得出，相对误差不超过 " + width +
                "；由其相减而得的数（如 UL）误差也相对于被减数；均值、标准差、概率仍为精确计数。",
            "above " + most + " paths quantiles, ES and histograms are read from counts in bins, to within " + width +
                "; what is a difference from one of them (as UL) is off by as much of that, not of itself; means, "
                "deviations and probabilities are counted exactly"};
}

Text short_of(const results::PrecisionFrame& precision, std::int64_t paths) {
    const std::string asked = results::percent_text(precision.asked);
    const std::string after = std::to_string(paths);
    const std::string events = std::to_string(precision.events);
    if (!precision.reached) {
        return {"未达到要求的精度：" + after + " 条路径中未出现耗尽，只能给出概率上限。",
                "the precision asked for was not met: no depletion in " + after +
                    " paths, so that only an upper bound of the probability is known"};
    }
    const std::string reached = results::percent_text(*precision.reached);
    return {"未达到要求的精度：" + after + " 条路径中耗尽 " + events + " 次，相对标准误差 " + reached + "，要求 " +
                asked + "（至少 " + std::to_string(kFewestEvents) + " 次）。",
            "the precision asked for was not met: " + events + " depletions in " + after + " paths, relative error " +
                reached + ", asked " + asked + " (on at least " + std::to_string(kFewestEvents) + " depletions)"};
}

} // namespace

results::Frame frame_of(const scenario::Loaded& loaded, const engine::Model& model, const engine::Outcome& outcome) {
    results::Frame frame = frame_of(loaded, model);
    if (!outcome.scores) {
        frame.resolution = tally::kBinResolution;
        frame.warnings.push_back(resolution_said());
    }
    if (const auto& wanted = model.scenario.precision) {
        const tally::Probability seen = outcome.depleted_by(model.months);
        results::PrecisionFrame& precision = frame.precision.emplace();
        precision.asked = *wanted;
        precision.events = seen.events;
        if (seen.events > 0) { precision.reached = relative_error(seen); }
        precision.limit = loaded.scenario.paths;
        precision.met = is_precise(seen, *wanted);
        if (!precision.met) { frame.warnings.push_back(short_of(precision, seen.n)); }
    }
    return frame;
}

} // namespace kdt::study
