#pragma once

#include "tally/law.hpp"
#include "tally/sampling.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kdt::tally {

/// One column of exact scores, sorted, with its moments. Scores equal to kNoScore sort last.
///
/// Of a randomised run the mean's error is that of the batches' means; all else is as of independent paths, whose
/// errors a scrambled net stays below.
class OrderStatistics final : public RankedLaw {
public:
    /// Copies and sorts. `sampling` is not weighted: those scores make a WeightedOrder.
    explicit OrderStatistics(std::span<const std::int64_t> scores, Sampling sampling = Sampling::plain);

    std::int64_t paths() const override { return static_cast<std::int64_t>(sorted_.size()); }
    std::optional<std::int64_t> score_at(std::int64_t rank) const override;
    void visit(const std::function<void(std::int64_t score, double paths)>& visit) const override;
    Estimate mean() const override { return mean_; }
    Estimate sd() const override { return sd_; }
    Estimate expected_shortfall(const QuantileRule& rule) const override;

private:
    std::vector<std::int64_t> sorted_;
    bool complete_ = true; ///< every path has a score
    Estimate mean_;
    Estimate sd_;
};

/// Mean of the scores and its standard error from the batches' sums; empty when any is missing.
Estimate batched_mean(std::span<const std::int64_t> scores);

} // namespace kdt::tally
