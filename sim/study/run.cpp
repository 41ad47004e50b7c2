#include "study/run.hpp"

#include "base/byte_stream.hpp"
#include "base/cannot_deliver.hpp"
#include "engine/pilot.hpp"
#include "engine/threads.hpp"
#include "results/summarise.hpp"
#include "study/check.hpp"
#include "study/frame.hpp"

#include <span>
#include <tbb/parallel_for.h>

namespace kdt::study {
namespace {

/// On every machine of a team: where one has too little, all refuse, and its process says so.
void expect_memory(const engine::Model& model, const RunOptions& options) {
    std::optional<CannotDeliver> refusal;
    try {
        engine::expect_memory(model, options.paths.simulate, options.runs_held);
    } catch (const CannotDeliver& caught) { refusal = caught; }
    engine::Team* team = options.paths.team;
    const int speaker = team != nullptr ? engine::first_unwell(*team, !refusal) : 0;
    if (team == nullptr ? !refusal : speaker == team->size()) { return; }
    if (refusal && (team == nullptr || team->rank() == speaker)) { throw *refusal; }
    throw CannotDeliver({});
}

/// Figures of bins can't be held against exact laws whose steps are finer.
void expect_exact(const engine::Model& model, const RunOptions& options) {
    if (model.scenario.paths <= options.paths.simulate.exact_paths) { return; }
    const std::string most = std::to_string(options.paths.simulate.exact_paths);
    throw CannotDeliver({"--check 需要每条路径的精确值，最多 " + most + " 条路径。建议：减少路径数（--paths）",
                         "--check needs the exact scores of each path, of " + most +
                             " paths at most. Suggestion: fewer paths (--paths)"});
}

/// Found by rank 0 for all, so that every process weighs its paths alike whatever it runs on.
std::vector<double> tilt_of(engine::Model& model, const RunOptions& options) {
    engine::Team* team = options.paths.team;
    if (team == nullptr || team->leads()) { engine::find_tilt(model, options.paths.simulate); }
    if (team == nullptr) { return model.tilt; }
    ByteWriter out;
    out.put<std::uint64_t>(model.tilt.size()).put_all(std::span<const double>(model.tilt));
    std::string bytes = out.take();
    team->broadcast(bytes);
    ByteReader in(bytes);
    std::vector<double> tilt(in.get<std::uint64_t>());
    in.get_all(std::span<double>(tilt));
    return tilt;
}

} // namespace

Run run(const scenario::Loaded& loaded, const RunOptions& options) {
    Run made;
    made.model = engine::compile(loaded.scenario);
    if (options.check) { expect_exact(made.model, options); }
    const engine::SimulateOptions& simulate = options.paths.simulate;
    engine::Team* team = options.paths.team;
    expect_memory(made.model, options);
    made.model.tilt = options.tilt ? *options.tilt : tilt_of(made.model, options);
    made.outcome = run_paths(made.model, options.paths);
    if (made.outcome.cancelled || (team != nullptr && !team->leads())) { return made; }

    made.model.scenario.paths = made.outcome.paths();
    const results::Frame frame = frame_of(loaded, made.model, made.outcome);
    engine::Threads threads(simulate.threads);
    const auto parallel = [&](std::size_t count, const std::function<void(std::size_t)>& task) {
        threads.run([&] { tbb::parallel_for(std::size_t{0}, count, task); });
    };
    const tally::Tally& tally = *made.outcome.tally;
    made.results = made.outcome.scores ? results::summarise(frame, *made.outcome.scores, tally, parallel)
                                       : results::summarise(frame, *made.outcome.digest, tally, parallel);
    if (options.check) {
        const std::atomic<bool>* cancel = simulate.cancel;
        const auto cancelled = [cancel] { return cancel != nullptr && cancel->load(); };
        made.results.frame.checks = exact_checks(made.model, made.results, *made.outcome.scores, cancelled);
        made.outcome.cancelled = cancelled();
    }
    return made;
}

} // namespace kdt::study
