#pragma once

#include "tally/estimate.hpp"
#include "tally/interval.hpp"
#include "tally/order_statistics.hpp"
#include "tally/scores.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kdt::tally {

/// The paths of a run as a sample: how means, ratios and chances over them are estimated, and with what error.
///
/// Plain: the sample's own moments. Weighted: self-normalised ratios with the delta method (WeightedOrder). Randomised:
/// the errors of means and ratios from the batches; those of chances as of independent paths.
class Sample {
public:
    /// `scores` outlives the sample.
    explicit Sample(const Scores& scores);

    std::int64_t paths() const { return paths_; }
    const Draws& draws() const { return draws_; }
    OrderStatistics order(std::span<const std::int64_t> scores) const { return OrderStatistics(scores, draws_); }
    /// Empty where a score is missing.
    Estimate mean(std::span<const std::int64_t> scores) const;
    /// Σ top ÷ Σ bottom.
    Estimate ratio(std::span<const std::int64_t> top, std::span<const std::int64_t> bottom) const;

    /// The chance of what happens on a path among those of which `among(path)` holds.
    template <class Happened, class Among>
    Probability chance(Happened happened, Among among) const {
        const auto paths = static_cast<std::size_t>(paths_);
        if (draws_.sampling == Sampling::weighted) {
            WeightedEvents sums;
            for (std::size_t path = 0; path < paths; ++path) {
                if (among(path)) { sums.add(weight(path), happened(path)); }
            }
            return probability_of(sums, paths_, whole_);
        }
        std::int64_t n = 0;
        std::int64_t events = 0;
        for (std::size_t path = 0; path < paths; ++path) {
            n += among(path) ? 1 : 0;
            events += among(path) && happened(path) ? 1 : 0;
        }
        return probability_of(events, n);
    }
    template <class Happened>
    Probability chance(Happened happened) const {
        return chance(happened, [](std::size_t) { return true; });
    }

    /// Independent paths that the run is worth, (Σw)² ÷ Σw² (Kong 1992); empty unless weighted.
    std::optional<double> ess() const;
    /// Scores of some paths, by number, as a sample of their own.
    OrderStatistics order_among(std::span<const std::int64_t> scores, const std::vector<std::size_t>& paths) const;
    Estimate mean_among(std::span<const std::int64_t> scores, const std::vector<std::size_t>& paths) const;

    /// In units of kUnitWeight.
    std::int64_t weight(std::size_t path) const { return draws_.weights.empty() ? kUnitWeight : draws_.weights[path]; }

private:
    std::int64_t paths_ = 0;
    Draws draws_;
    Int128 whole_ = 0; ///< weight of all paths
};

} // namespace kdt::tally
