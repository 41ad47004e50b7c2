#pragma once

#include "tally/digest.hpp"
#include "tally/estimate.hpp"
#include "tally/law.hpp"
#include "tally/path_event.hpp"
#include "tally/sample.hpp"

#include <cstdint>
#include <memory>
#include <optional>

namespace kdt::tally {

struct NetPresentValues {
    Estimate cost;    ///< 分
    Estimate lending; ///< 分
    Estimate cost_per_lending;
};

/// Chances and ratios over the paths of a run, however they were drawn and whatever was kept of them.
class Evidence {
public:
    virtual ~Evidence() = default;
    /// The chance that an event happens by the end of a month.
    virtual Probability happened(PathEvent event, int month) const = 0;
    /// The chance of a stop by a horizon (its place in Shape::horizons) on the paths on which the macro factor is not
    /// below zero by then. `stop`: of a member or of a breaker.
    virtual Probability false_alarm(PathEvent stop, int horizon) const = 0;
    /// Of the paths on which the pool is depleted by a month, the month in which it is at this level.
    virtual std::optional<double> time_to_depletion(int month, const Level& level) const = 0;
    virtual Probability met(int target) const = 0;
    /// The chance that the target's amount, whose law is this, is at least so much.
    virtual Probability reached(int target, const Law& law, std::int64_t amount) const = 0;
    /// Of the weight of the paths that miss a target, the part with this outcome; empty where none misses it.
    virtual std::optional<double> share_of_misses(int target, TargetOutcome outcome) const = 0;
    /// In the order of kRatios, at a horizon (its place).
    virtual Estimate ratio(std::size_t number, int horizon) const = 0;
    virtual NetPresentValues npv() const = 0;
};

/// Of plain paths: from the digest's counts and sums, however many there are. The digest outlives it.
std::unique_ptr<Evidence> counted_evidence(const Digest& digest);
/// Of paths whose scores and sample are at hand, which outlive it.
std::unique_ptr<Evidence> sampled_evidence(const Scores& scores, const Sample& sample);

} // namespace kdt::tally
