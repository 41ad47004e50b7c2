#pragma once

#include "tally/estimate.hpp"
#include "tally/interval.hpp"
#include "tally/law.hpp"
#include "tally/scores.hpp"
#include "tally/weighted_order.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>

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
    bool is_weighted() const { return sampling_ == Sampling::weighted; }
    /// Of one score for each path.
    std::unique_ptr<Law> law(std::span<const std::int64_t> scores) const;
    /// Empty where a score is missing.
    Estimate mean(std::span<const std::int64_t> scores) const;
    /// Σ top ÷ Σ bottom.
    Estimate ratio(std::span<const std::int64_t> top, std::span<const std::int64_t> bottom) const;

    /// The chance of what happens on a path among those of which `among(path)` holds.
    template <class Happened, class Among>
    Probability chance(Happened happened, Among among) const {
        const auto paths = static_cast<std::size_t>(paths_);
        if (is_weighted()) {
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
    /// Of the scores of those paths of which `among(path)` holds, as a sample of their own.
    std::unique_ptr<Law> law_among(std::span<const std::int64_t> scores,
                                   const std::function<bool(std::size_t path)>& among) const;

    /// In units of kUnitWeight.
    std::int64_t weight(std::size_t path) const { return is_weighted() ? weights_[path] : kUnitWeight; }

private:
    std::int64_t paths_ = 0;
    Sampling sampling_ = Sampling::plain;
    std::span<const std::int64_t> weights_; ///< [path]; empty unless weighted
    Int128 whole_ = 0;                      ///< weight of all paths
};

} // namespace kdt::tally
