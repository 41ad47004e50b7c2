#include "engine/simulate.hpp"

#include "base/cannot_deliver.hpp"
#include "engine/runner.hpp"
#include "engine/threads.hpp"
#include "tally/evidence.hpp"

#include <algorithm>
#include <cassert>
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

/// Rows of exact scores that wait for their bins: as many as fit into this, within bounds that keep threads busy.
constexpr double kChunkBytes = 64e6;
constexpr std::int64_t kFewestRows = 4096;
constexpr std::int64_t kMostRows = 65'536;

std::int64_t rows_of_chunk(const Model& model) {
    const double rows = kChunkBytes / std::max(1.0, tally::Scores::bytes_for(model.shape, 1));
    return std::clamp(static_cast<std::int64_t>(rows), kFewestRows, kMostRows) / kBlock * kBlock;
}

/// Scores of each path, or their laws and the rows that wait.
double memory_for_scores(const Model& model, std::int64_t exact_paths) {
    if (model.scenario.paths <= exact_paths) { return tally::Scores::bytes_for(model.shape, model.scenario.paths); }
    // A run that doubles until it is precise holds exact rows, and their copy while they grow, before it comes to bins.
    constexpr double kGrowing = 1.5;
    const double rows = model.scenario.precision ? kGrowing * static_cast<double>(exact_paths)
                                                 : static_cast<double>(rows_of_chunk(model));
    return tally::Scores::bytes_for(model.shape, static_cast<std::int64_t>(rows)) +
           tally::Digest::bytes_for(model.shape);
}

/// What runs come to hold: scores, a tally and a path's scores for each thread, and the results.
double memory_for(const Model& model, std::int64_t exact_paths, int threads, int runs) {
    const tally::Shape& shape = model.shape;
    const double figures = static_cast<double>(shape.horizons.size()) * shape.groups * tally::kMeasures;
    const double each_thread = tally::Tally::bytes_for(shape) + figures * kPathBytes + Runner::bytes_for(model);
    return runs * (memory_for_scores(model, exact_paths) + figures * kResultBytes) + (threads + 1.0) * each_thread;
}

std::string in_gb(double bytes) { return std::to_string(static_cast<std::int64_t>(std::ceil(bytes / 1e9))) + " GB"; }

std::string bytes_of_tilt(const Model& model) {
    ByteWriter out;
    return out.put_all(std::span<const double>(model.tilt)).take();
}

/// What one thread works with.
struct Worker {
    Worker(const Model& model, tally::Scores& scores) : runner(model), tally(model.shape, scores) {
        path_scores.fit(model.shape);
    }
    Runner runner;
    tally::PathScores path_scores;
    tally::Tally tally;
};

/// The threads' workers, who share out a range of paths among them.
class Crew {
public:
    Crew(const Model& model, const SimulateOptions& options, tally::Scores& scores)
        : model_(model), options_(options), scores_(scores), threads_(options.threads),
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
                    do {
                        const std::int64_t first = next_.fetch_add(kBlock);
                        if (first >= to) { break; }
                        run_block(worker, first, std::min(to, first + kBlock));
                    } while (!stopped()); // asked after the block, so that every step takes the run on
                },
                tbb::simple_partitioner());
        });
        return done_;
    }

    /// Puts rows of scores that are complete into bins, a column at a time.
    void fold(tally::Digest& digest) {
        for (auto& worker : workers_) { worker->tally.finish(); }
        threads_.run([&] {
            tbb::parallel_for(std::size_t{0}, digest.parts(),
                              [&](std::size_t part) { digest.add_part(part, scores_); });
        });
    }

    /// Tallies are integer sums: the order of merging does not matter.
    void hand_over(tally::Tally& tally) {
        for (auto& worker : workers_) { tally.merge(worker->tally); }
        tally.finish();
    }

private:
    bool cancelled() const { return options_.cancel != nullptr && options_.cancel->load(); }
    bool stopped() const { return cancelled() || (options_.pause && options_.pause()); }

    void run_block(Worker& worker, std::int64_t first, std::int64_t last) {
        for (std::int64_t path = first; path < last; ++path) {
            if (cancelled()) { return; }
            worker.runner.run(static_cast<std::uint64_t>(path), worker.path_scores);
            worker.tally.add(path, worker.path_scores);
        }
        const std::int64_t so_far = done_ += last - first;
        if (options_.on_progress) { options_.on_progress(so_far); }
    }

    const Model& model_;
    const SimulateOptions& options_;
    tally::Scores& scores_;
    Threads threads_;
    tbb::enumerable_thread_specific<std::unique_ptr<Worker>> workers_;
    std::atomic<std::int64_t> next_{0};
    std::atomic<std::int64_t> done_{0};
};

/// Chunk by chunk: exact scores of some thousand paths, whose place those of the next ones take.
void advance_binned(const Model& model, const SimulateOptions& options, Outcome& outcome, std::int64_t end) {
    tally::Scores chunk(model.shape, 0, outcome.end());
    Crew crew(model, options, chunk);
    const std::int64_t rows = rows_of_chunk(model);
    for (std::int64_t from = outcome.end(), reached = from; from < end; from = reached) {
        const std::int64_t to = std::min(end, from + rows);
        chunk.restart(from, to - from);
        reached = crew.run(from, to);
        chunk.resize(reached - from);
        crew.fold(*outcome.digest);
        if (reached < to) { break; }
    }
    crew.hand_over(*outcome.tally);
}

} // namespace

void expect_memory(const Model& model, const SimulateOptions& options, int runs) {
    if (model.scenario.paths > tally::kMostPaths) {
        throw CannotDeliver({"直方图最多计 4,294,967,295 条路径。建议：减少路径数（--paths）",
                             "histograms count at most 4,294,967,295 paths. Suggestion: fewer paths (--paths)"});
    }
    const int threads = options.threads > 0 ? options.threads : static_cast<int>(std::thread::hardware_concurrency());
    const double needed = memory_for(model, options.exact_paths, threads, runs);
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

Outcome begin(const Model& model, std::int64_t first_path, Keep keep) {
    Outcome outcome;
    outcome.first_path = first_path;
    if (keep == Keep::exact) {
        outcome.scores = std::make_unique<tally::Scores>(model.shape, 0, first_path);
        outcome.tally = std::make_unique<tally::Tally>(model.shape, *outcome.scores);
    } else {
        assert(model.shape.sampling == tally::Sampling::plain);
        outcome.digest = std::make_unique<tally::Digest>(model.shape, tally::Digest::Laws::binned);
        outcome.tally = std::make_unique<tally::Tally>(model.shape, outcome.digest->layout());
    }
    return outcome;
}

void put_into_bins(const Model& model, Outcome& outcome) {
    if (outcome.digest) { return; }
    Outcome binned = begin(model, outcome.first_path, Keep::binned);
    binned.digest->add(*outcome.scores);
    binned.tally->merge(*outcome.tally);
    binned.cancelled = outcome.cancelled;
    outcome = std::move(binned);
}

void advance(const Model& model, const SimulateOptions& options, Outcome& outcome, std::int64_t end) {
    if (end > options.exact_paths) { put_into_bins(model, outcome); }
    if (outcome.digest) {
        advance_binned(model, options, outcome, end);
    } else {
        outcome.scores->resize(end - outcome.first_path);
        Crew crew(model, options, *outcome.scores);
        const std::int64_t reached = crew.run(outcome.end(), end);
        crew.hand_over(*outcome.tally);
        outcome.scores->resize(reached - outcome.first_path);
    }
    outcome.cancelled = options.cancel != nullptr && options.cancel->load();
}

void append(Outcome& outcome, const Outcome& next) {
    if ((outcome.digest != nullptr) != (next.digest != nullptr)) { throw BadBytes("paths kept in another way"); }
    if (outcome.digest) {
        outcome.digest->merge(*next.digest);
    } else {
        outcome.scores->append(*next.scores);
    }
    outcome.tally->merge(*next.tally);
    outcome.cancelled = outcome.cancelled || next.cancelled;
}

void write(ByteWriter& out, const Model& model, const Outcome& outcome) {
    out.put(kFormat).put_text(bytes_of_tilt(model)).put<std::uint8_t>(outcome.digest ? 1 : 0).put(outcome.first_path);
    if (outcome.digest) {
        outcome.digest->write(out);
    } else {
        outcome.scores->write(out);
    }
    outcome.tally->write(out);
}

Outcome read_outcome(const Model& model, ByteReader& in, std::int64_t first_path, std::int64_t most) {
    in.expect(kFormat, "another format");
    if (in.get_text() != bytes_of_tilt(model)) { throw BadBytes("paths drawn with another shift of the factors"); }
    const bool binned = in.get<std::uint8_t>() != 0;
    if (binned && model.shape.sampling != tally::Sampling::plain) { throw BadBytes("bins of paths that have none"); }
    in.expect(static_cast<std::uint64_t>(first_path), "other paths");
    Outcome outcome = begin(model, first_path, binned ? Keep::binned : Keep::exact);
    if (binned) {
        outcome.digest->read(in);
    } else {
        outcome.scores->read(in, most);
    }
    outcome.tally->read(in);
    const std::int64_t paths = binned ? outcome.digest->paths() : outcome.scores->paths();
    if (paths != outcome.paths() || paths < 0 || paths > most) { throw BadBytes("a number of paths that cannot be"); }
    return outcome;
}

tally::Probability Outcome::depleted_by(int month) const {
    const tally::PathEvent depleted{tally::PathEvent::Kind::depleted};
    if (digest) { return tally::counted_evidence(*digest)->happened(depleted, month); }
    return tally::sampled_evidence(*scores, tally::Sample(*scores))->happened(depleted, month);
}

Outcome simulate(const Model& model, const SimulateOptions& options) {
    Outcome outcome = begin(model);
    advance(model, options, outcome, model.scenario.paths);
    return outcome;
}

} // namespace kdt::engine
