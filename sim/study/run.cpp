#include "study/run.hpp"

#include "results/summarise.hpp"
#include "study/check.hpp"
#include "study/frame.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace kdt::study {

Run run(const scenario::Loaded& loaded, const RunOptions& options) {
    Run made;
    made.model = engine::compile(loaded.scenario);
    made.outcome = engine::simulate(made.model, options.simulate);
    if (made.outcome.cancelled) { return made; }

    const results::Frame frame = frame_of(loaded, made.model);
    const int threads = options.simulate.threads;
    tbb::task_arena arena(threads > 0 ? threads : tbb::task_arena::automatic);
    const auto parallel = [&](std::size_t count, const std::function<void(std::size_t)>& task) {
        arena.execute([&] { tbb::parallel_for(std::size_t{0}, count, task); });
    };
    made.results = results::summarise(frame, *made.outcome.scores, *made.outcome.tally, parallel);
    if (options.check) { made.results.frame.checks = exact_checks(made.model, made.results, *made.outcome.scores); }
    return made;
}

} // namespace kdt::study
