#include "engine/simulate.hpp"

#include "base/cannot_deliver.hpp"
#include "engine/path.hpp"
#include "engine/threads.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <thread>
#include <unistd.h>

namespace kdt::engine {
namespace {

/// Paths that a thread takes at a time: a multiple of four, since four paths share a block of random bits.
constexpr std::int64_t kBlock = 256;

/// The share of the machine's memory that a run may fill.
constexpr double kMemoryShare = 0.8;

/// A figure of a group at a horizon: as a path scores it, and as results and their JSON hold it.
constexpr double kPathBytes = 8.0;
constexpr double kResultBytes = 512.0;

/// What runs come to hold: scores for each path, a tally and a path's scores for each thread, and the results.
double memory_for(const Model& model, int threads, int runs) {
    const tally::Shape& shape = model.shape;
    const double figures = static_cast<double>(shape.horizons.size()) * shape.groups * tally::kMeasures;
    const double each_thread = tally::Tally::bytes_for(shape) + figures * kPathBytes + PathState::bytes_for(model);
    return runs * (tally::Scores::bytes_for(shape, model.scenario.paths) + figures * kResultBytes) +
           (threads + 1.0) * each_thread;
}

std::string in_gb(double bytes) { return std::to_string(static_cast<std::int64_t>(std::ceil(bytes / 1e9))) + " GB"; }

/// What one thread works with.
struct Worker {
    Worker(const Model& model, tally::Scores& scores) : state(model), tally(model.shape, scores) {
        path_scores.fit(model.shape);
    }
    PathState state;
    tally::PathScores path_scores;
    tally::Tally tally;
};

bool cancelled(const SimulateOptions& options) { return options.cancel != nullptr && options.cancel->load(); }

void run_block(const Model& model, const SimulateOptions& options, Worker& worker, std::int64_t first,
               std::int64_t last) {
    for (std::int64_t path = first; path < last; ++path) {
        if (cancelled(options)) { return; }
        run_path(model, static_cast<std::uint64_t>(path), worker.state, worker.path_scores);
        worker.tally.add(path, worker.path_scores);
    }
}

} // namespace

void expect_memory(const Model& model, const SimulateOptions& options, int runs) {
    const int threads = options.threads > 0 ? options.threads : static_cast<int>(std::thread::hardware_concurrency());
    const double needed = memory_for(model, threads, runs);
    const double there = static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
    if (needed <= kMemoryShare * there) { return; }
    const std::string paths = std::to_string(model.scenario.paths);
    throw CannotDeliver({paths + " 条路径、" + std::to_string(model.shape.horizons.size()) + " 个报告时点、" +
                             std::to_string(model.shape.groups) + " 个分组需要约 " + in_gb(needed) +
                             " 内存，本机共有 " + in_gb(there) + "。建议：减少路径数（--paths）或报告时点",
                         paths + " paths, " + std::to_string(model.shape.horizons.size()) + " report horizons and " +
                             std::to_string(model.shape.groups) + " groups need about " + in_gb(needed) +
                             " of memory, and this machine has " + in_gb(there) +
                             ". Suggestion: fewer paths (--paths) or fewer report horizons"});
}

Outcome simulate(const Model& model, const SimulateOptions& options) {
    const std::int64_t paths = model.scenario.paths;
    Outcome outcome;
    outcome.scores = std::make_unique<tally::Scores>(model.shape, paths);
    outcome.tally = std::make_unique<tally::Tally>(model.shape, *outcome.scores);

    using Workers = tbb::enumerable_thread_specific<std::unique_ptr<Worker>>;
    Workers workers([&] { return std::make_unique<Worker>(model, *outcome.scores); });
    std::atomic<std::int64_t> done{0};
    Threads threads(options.threads);
    threads.run([&] {
        const std::int64_t blocks = (paths + kBlock - 1) / kBlock;
        tbb::parallel_for(tbb::blocked_range<std::int64_t>(0, blocks, 1), [&](const auto& range) {
            Worker& worker = *workers.local();
            for (std::int64_t block = range.begin(); block != range.end() && !cancelled(options); ++block) {
                const std::int64_t last = std::min(paths, (block + 1) * kBlock);
                run_block(model, options, worker, block * kBlock, last);
                const std::int64_t so_far = done += last - block * kBlock;
                if (options.on_progress) { options.on_progress(so_far); }
            }
        });
    });
    // Tallies are integer sums: the order of merging does not matter.
    for (auto& worker : workers) { outcome.tally->merge(worker->tally); }
    outcome.tally->finish();
    outcome.cancelled = done.load() < paths || cancelled(options);
    return outcome;
}

} // namespace kdt::engine
