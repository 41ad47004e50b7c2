#pragma once

#include "tally/batch_sums.hpp"
#include "tally/block.hpp"
#include "tally/event_figures.hpp"
#include "tally/path_scores.hpp"
#include "tally/scores.hpp"
#include "tally/weighted_histogram.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace kdt::tally {

/// What a tally gathers beside its plain sums where paths are weighted or randomised: sums by batch, and under weights
/// the squares of groups' scores and the distributions of months. Whole numbers all, merged in any order and split.
class Batched {
public:
    Batched(const Shape& shape, std::size_t group_columns);

    void add(std::int64_t path, const PathScores& scores);
    /// The rows of a block that is settled, before their columns: their weights.
    void begin(const Block& block, const Scores& scores);
    /// A column of the block begun; `banded` where its distribution is kept.
    void add_month(std::size_t cell, std::span<const std::int64_t> scores, bool banded);
    void add_group(std::size_t column, std::span<const std::int64_t> scores);
    void merge(const Batched& other);
    void write(ByteWriter& out) const;
    /// What was written by one of the same shape, into an empty one.
    void read(ByteReader& in);

    Estimate month_mean(std::size_t cell) const { return ratio_of(months_.at(cell), weights_, weights_); }
    std::optional<std::int64_t> month_quantile(std::size_t cell, const Level& level) const;
    Estimate group_mean(std::size_t column) const { return ratio_of(groups_.at(column), weights_, weights_); }
    /// Of a weighted run.
    Estimate group_sd(std::size_t column) const { return sd_of(groups_.at(column), squares_.at(column), weights_); }
    bool weighted() const { return weighted_; }
    const BatchedEvents& events() const { return events_; }
    const BatchSum& weights() const { return weights_; }
    std::size_t bytes() const;

private:
    bool weighted_;
    BatchSum weights_; ///< of the paths: likelihood ratios in units of kUnitWeight, or 1 each
    BatchSums months_;
    BatchSums groups_;
    BatchSums squares_;
    BatchedEvents events_;
    std::vector<std::unique_ptr<WeightedHistogram>> bands_; ///< [cell]; null where every score was 0
    std::vector<std::int64_t> rows_;                        ///< of the block begun: path numbers
    std::vector<std::int64_t> row_weights_;
};

} // namespace kdt::tally
