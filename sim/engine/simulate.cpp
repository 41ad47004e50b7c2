#include "engine/simulate.hpp"

#include "base/cannot_deliver.hpp"
#include "engine/path.hpp"
#include "engine/threads.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <thread>
#include <unistd.h>

namespace kdt::engine {
namespace {

/// Paths that a thread takes at a time: a multiple of four, since four paths share a block of random bits; few enough
/// that a run stops soon after it was asked to.
constexpr std::int64_t kBlock = 64;

/// Of an outcome's bytes: to be raised with every change of what they mean.
constexpr std::uint64_t kFormat = 1;

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

/// The threads' workers, who share out a range of paths among them.
class Crew {
public:
    Crew(const Model& model, const SimulateOptions& options, tally::Scores& scores)
        : model_(model), options_(options), threads_(options.threads),
          workers_([&model, &scores] { return std::make_unique<Worker>(model, scores); }) {}

    /// Runs the paths [from, to); returns one past the last that was run before somebody asked to stop.
    std::int64_t run(std::int64_t from, std::int64_t to) {
        next_ = done_ = from;
        threads_.run([&] {
            // Each thread takes the next block until none is left, so that those taken are always the first ones.
            tbb::parallel_for(
                0, tbb::this_task_arena::max_concurrency(),
                [&](int) {
                    Worker& worker = *workers_.local();
                    while (!stopped()) {
                        const std::int64_t first = next_.fetch_add(kBlock);
                        if (first >= to) { break; }
                        run_block(worker, first, std::min(to, first + kBlock));
                    }
                },
                tbb::simple_partitioner());
        });
        return done_;
    }

    /// Tallies are integer sums: the order of merging does not matter.
    void hand_over(tally::Tally& tally) {
        for (auto& worker : workers_) { tally.merge(worker->tally); }
        tally.finish();
    }

private:
    bool stopped() const {
        return (options_.cancel != nullptr && options_.cancel->load()) || (options_.pause && options_.pause());
    }

    void run_block(Worker& worker, std::int64_t first, std::int64_t last) {
        for (std::int64_t path = first; path < last; ++path) {
            run_path(model_, static_cast<std::uint64_t>(path), worker.state, worker.path_scores);
            worker.tally.add(path, worker.path_scores);
        }
        const std::int64_t so_far = done_ += last - first;
        if (options_.on_progress) { options_.on_progress(so_far); }
    }

    const Model& model_;
    const SimulateOptions& options_;
    Threads threads_;
    tbb::enumerable_thread_specific<std::unique_ptr<Worker>> workers_;
    std::atomic<std::int64_t> next_{0};
    std::atomic<std::int64_t> done_{0};
};

} // namespace

void expect_memory(const Model& model, const SimulateOptions& options, int runs) {
    if (model.scenario.paths > tally::kMostPaths) {
        throw CannotDeliver({"直方图最多计 4,294,967,295 条路径。建议：减少路径数（--paths）",
                             "histograms count at most 4,294,967,295 paths. Suggestion: fewer paths (--paths)"});
    }
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

Outcome begin(const Model& model, std::int64_t first_path) {
    Outcome outcome;
    outcome.scores = std::make_unique<tally::Scores>(model.shape, 0, first_path);
    outcome.tally = std::make_unique<tally::Tally>(model.shape, *outcome.scores);
    return outcome;
}

void advance(const Model& model, const SimulateOptions& options, Outcome& outcome, std::int64_t end) {
    const std::int64_t first = outcome.scores->first_path();
    outcome.scores->resize(end - first);
    Crew crew(model, options, *outcome.scores);
    const std::int64_t reached = crew.run(outcome.end(), end);
    crew.hand_over(*outcome.tally);
    outcome.scores->resize(reached - first);
    outcome.cancelled = options.cancel != nullptr && options.cancel->load();
}

void append(Outcome& outcome, const Outcome& next) {
    outcome.scores->append(*next.scores);
    outcome.tally->merge(*next.tally);
    outcome.cancelled = outcome.cancelled || next.cancelled;
}

void write(ByteWriter& out, const Outcome& outcome) {
    out.put(kFormat);
    outcome.scores->write(out);
    outcome.tally->write(out);
}

Outcome read_outcome(const Model& model, ByteReader& in, std::int64_t first_path, std::int64_t most) {
    if (in.get<std::uint64_t>() != kFormat) { throw BadBytes("another format"); }
    Outcome outcome = begin(model, first_path);
    outcome.scores->read(in, most);
    outcome.tally->read(in);
    if (outcome.tally->paths() != outcome.scores->paths()) { throw BadBytes("sums of other paths than the scores"); }
    return outcome;
}

Outcome simulate(const Model& model, const SimulateOptions& options) {
    Outcome outcome = begin(model);
    advance(model, options, outcome, model.scenario.paths);
    return outcome;
}

} // namespace kdt::engine
