#include "engine/pilot.hpp"

#include "engine/runner.hpp"
#include "engine/threads.hpp"

#include <algorithm>
#include <numeric>
#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tuple>

namespace kdt::engine {
namespace {

using tally::Measure;

constexpr std::int64_t kPilotBlock = 64;
constexpr std::size_t kElite = kPilotPaths / 10;
constexpr int kModerateRound = 2;

/// What the pilot keeps of a path.
struct PilotPath {
    std::int64_t weight = 0;
    bool depleted = false;
    std::int64_t lowest_balance = 0; ///< 分, over the months
    std::int64_t credit_loss = 0;    ///< 分, at the horizon
    std::uint64_t number = 0;
    std::vector<double> innovations;
};

/// From the worst on; no two alike, since numbers differ.
bool nearer(const PilotPath& a, const PilotPath& b) {
    return std::tuple(!a.depleted, a.lowest_balance, -a.credit_loss, a.number) <
           std::tuple(!b.depleted, b.lowest_balance, -b.credit_loss, b.number);
}

struct PilotWorker {
    explicit PilotWorker(const Model& model) : runner(model) { scores.fit(model.shape); }
    Runner runner;
    tally::PathScores scores;
};

PilotPath run_one(const Model& model, std::uint64_t number, PilotWorker& worker) {
    const tally::PathScores& scores = worker.scores;
    worker.runner.run(number, worker.scores);
    PilotPath out;
    out.weight = scores.weight;
    out.depleted = scores.depleted_month > 0;
    out.lowest_balance = scores.at(1, Measure::pool_balance);
    for (int month = 2; month <= model.months; ++month) {
        out.lowest_balance = std::min(out.lowest_balance, scores.at(month, Measure::pool_balance));
    }
    out.credit_loss = scores.at(model.months, Measure::credit_loss);
    out.number = number;
    out.innovations = worker.runner.innovations();
    return out;
}

std::vector<PilotPath> run_round(const Model& model, int round, const SimulateOptions& options) {
    std::vector<PilotPath> paths(static_cast<std::size_t>(kPilotPaths));
    using Workers = tbb::enumerable_thread_specific<std::unique_ptr<PilotWorker>>;
    Workers workers([&] { return std::make_unique<PilotWorker>(model); });
    const std::uint64_t first = kFirstPilotPath + static_cast<std::uint64_t>(round * kPilotPaths);
    Threads threads(options.threads);
    threads.run([&] {
        tbb::parallel_for(tbb::blocked_range<std::int64_t>(0, kPilotPaths / kPilotBlock, 1), [&](const auto& range) {
            PilotWorker& worker = *workers.local();
            for (std::int64_t i = range.begin() * kPilotBlock; i != range.end() * kPilotBlock; ++i) {
                if (options.cancel != nullptr && options.cancel->load()) { return; }
                const auto place = static_cast<std::size_t>(i);
                paths[place] = run_one(model, first + place, worker);
            }
        });
    });
    return paths;
}

/// Weighted mean of the innovations that move a factor, over the first `count` paths; 0 for the others.
std::vector<double> mean_of_first(const Model& model, const std::vector<PilotPath>& paths, std::size_t count) {
    std::vector<double> mean(model.factors->innovations(), 0.0);
    double total = 0.0;
    for (std::size_t path = 0; path < count; ++path) {
        const auto weight = static_cast<double>(paths[path].weight);
        total += weight;
        for (std::size_t i = 0; i < mean.size(); ++i) {
            if (model.factors->moves(i)) { mean[i] += weight * paths[path].innovations[i]; }
        }
    }
    for (double& value : mean) { value = total > 0.0 ? value / total : 0.0; }
    return mean;
}

} // namespace

void find_tilt(Model& model, const SimulateOptions& options) {
    if (model.scenario.method != scenario::Method::tilt) { return; }
    std::vector<double> moderate;
    bool reached = false;
    for (int round = 0; round < kPilotRounds; ++round) {
        std::vector<PilotPath> paths = run_round(model, round, options);
        if (options.cancel != nullptr && options.cancel->load()) { return; }
        std::sort(paths.begin(), paths.end(), nearer);
        const auto depleted = static_cast<std::size_t>(
            std::count_if(paths.begin(), paths.end(), [](const PilotPath& path) { return path.depleted; }));
        model.tilt = mean_of_first(model, paths, std::max(kElite, depleted));
        if (round == kModerateRound) { moderate = model.tilt; }
        if (round + 1 == kPilotRounds && depleted == 0) { model.tilt = moderate; }
        // One more round after the level is reached: its shift is the mean given the event itself.
        if (reached) { return; }
        reached = depleted >= kElite;
    }
}

} // namespace kdt::engine
