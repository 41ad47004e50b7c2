#include "study/run.hpp"

#include "engine/pilot.hpp"
#include "engine/threads.hpp"
#include "results/summarise.hpp"
#include "study/check.hpp"
#include "study/frame.hpp"

#include <tbb/parallel_for.h>

namespace kdt::study {

Run run(const scenario::Loaded& loaded, const RunOptions& options) {
    Run made;
    made.model = engine::compile(loaded.scenario);
    engine::expect_memory(made.model, options.simulate, options.runs_held);
    if (options.tilt) {
        made.model.tilt = *options.tilt;
    } else {
        engine::find_tilt(made.model, options.simulate);
    }
    made.outcome = engine::simulate(made.model, options.simulate);
    if (made.outcome.cancelled) { return made; }

    const results::Frame frame = frame_of(loaded, made.model);
    engine::Threads threads(options.simulate.threads);
    const auto parallel = [&](std::size_t count, const std::function<void(std::size_t)>& task) {
        threads.run([&] { tbb::parallel_for(std::size_t{0}, count, task); });
    };
    made.results = results::summarise(frame, *made.outcome.scores, *made.outcome.tally, parallel);
    if (options.check) {
        const std::atomic<bool>* cancel = options.simulate.cancel;
        const auto cancelled = [cancel] { return cancel != nullptr && cancel->load(); };
        made.results.frame.checks = exact_checks(made.model, made.results, *made.outcome.scores, cancelled);
        made.outcome.cancelled = cancelled();
    }
    return made;
}

} // namespace kdt::study
