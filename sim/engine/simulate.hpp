#pragma once

#include "base/byte_stream.hpp"
#include "engine/model.hpp"
#include "scenario/limits.hpp"
#include "tally/digest.hpp"
#include "tally/scores.hpp"
#include "tally/tally.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

namespace kdt::engine {

struct SimulateOptions {
    int threads = 0;                                    ///< 0: as many as the machine has
    std::function<void(std::int64_t done)> on_progress; ///< called from any thread after each block; may be empty
    const std::atomic<bool>* cancel = nullptr;          ///< once true, no further path starts
    /// Up to so many paths each path's scores are kept, and figures read from them are exact; above, only their laws in
    /// bins are (tally::Digest), so that memory stays the same however many there come. Plain runs only.
    std::int64_t exact_paths = scenario::kMostExactPaths;
    std::function<bool()> pause; ///< after each block: once true, no further one starts; called from any thread
};

/// What the paths of a run gathered from `first_path` on, as many as there are by now. The same content for any number
/// of threads and any steps in which it grew.
struct Outcome {
    std::int64_t first_path = 0;
    std::unique_ptr<tally::Scores> scores; ///< null where there are, or will be, more paths than are kept exactly
    std::unique_ptr<tally::Digest> digest; ///< in their place
    std::unique_ptr<tally::Tally> tally;   ///< finished
    bool cancelled = false;

    std::int64_t paths() const { return tally->paths(); }
    /// One past the last path.
    std::int64_t end() const { return first_path + paths(); }
    /// The chance that the pool is depleted by a month, by these paths; some are there.
    tally::Probability depleted_by(int month) const;
};

enum class Keep { exact, binned };

/// Throws CannotDeliver where `runs` runs held at once would not fit this machine's memory: paths, report horizons and
/// groups (banks, products, tiers, sectors) are what fills it.
void expect_memory(const Model& model, const SimulateOptions& options, int runs);

/// An outcome without paths, of which the first will be `first_path`.
Outcome begin(const Model& model, std::int64_t first_path = 0, Keep keep = Keep::exact);

/// Puts the scores of a plain run that are kept exactly into bins, where they are not yet.
void put_into_bins(const Model& model, Outcome& outcome);

/// Runs the paths from outcome.end() up to `end`, in blocks shared out over threads. Paused, it has those up to some
/// lower number, none of them left out; cancelled, it is good for nothing more. Beyond options.exact_paths scores are
/// put into bins.
void advance(const Model& model, const SimulateOptions& options, Outcome& outcome, std::int64_t end);

/// Adds the paths that follow. Throws BadBytes where they are not kept in the same way.
void append(Outcome& outcome, const Outcome& next);

/// All that was gathered as bytes, for the same program and model only, its tilt included.
void write(ByteWriter& out, const Model& model, const Outcome& outcome);
/// The outcome that was written, of paths from `first_path` and at most `most`. Throws BadBytes where the bytes are not
/// of one of this model's runs.
Outcome read_outcome(const Model& model, ByteReader& in, std::int64_t first_path, std::int64_t most);

/// Runs all paths of the scenario.
Outcome simulate(const Model& model, const SimulateOptions& options = {});

} // namespace kdt::engine
