#pragma once

#include "results/frame.hpp"
#include "results/results.hpp"
#include "tally/digest.hpp"
#include "tally/scores.hpp"
#include "tally/tally.hpp"

#include <cstddef>
#include <functional>

namespace kdt::results {

/// Calls a task for 0..count−1, in any order and on any threads.
using Parallel = std::function<void(std::size_t count, const std::function<void(std::size_t)>& task)>;

/// Every figure of a run from what its paths scored. `tally` is the merged one, finished; `frame.paths` equals
/// scores.paths(). Exact. Sorting the exact columns dominates: about 1 ms for each 100,000 paths and column, which
/// `parallel` spreads (the result does not depend on it).
Results summarise(const Frame& frame, const tally::Scores& scores, const tally::Tally& tally,
                  const Parallel& parallel = {});

/// The same where the paths' scores were not kept but for their laws in bins: what is read from those is known to
/// tally::kBinResolution.
Results summarise(const Frame& frame, const tally::Digest& digest, const tally::Tally& tally,
                  const Parallel& parallel = {});

} // namespace kdt::results
