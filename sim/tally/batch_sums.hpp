#pragma once

#include "base/byte_stream.hpp"
#include "tally/estimate.hpp"
#include "tally/sampling.hpp"
#include "tally/wide_sum.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace kdt::tally {

/// A weighted sum over the paths of each batch.
using BatchSum = std::array<WideSum, kBatches>;

/// Σ top ÷ Σ bottom over all batches; its variance B/(B−1) · Σ_b (top_b − r·bottom_b)² ÷ (Σ bottom)² over the B batches
/// that hold paths (Cochran, Sampling Techniques, 6.13, with batches as units). Empty where Σ bottom is 0; without an
/// error where there are fewer than two batches.
Estimate ratio_of(const BatchSum& top, const BatchSum& bottom, const BatchSum& weights);

/// Exact sums by batch of what paths score, for runs whose errors come from batches: the weight of a path (1 where runs
/// have none) times its score.
class BatchSums {
public:
    explicit BatchSums(std::size_t cells) : sums_(cells) {}

    /// Of one path; scores that are 0 need not be added.
    void add(std::size_t cell, std::int64_t path, std::int64_t weight, std::int64_t score);
    /// Of many: row i is path paths[i]; scores equal to kNoScore are left out.
    void add_column(std::size_t cell, std::span<const std::int64_t> paths, std::span<const std::int64_t> weights,
                    std::span<const std::int64_t> scores);
    /// The squares of the scores, |score| < 2^58.
    void add_squares(std::size_t cell, std::span<const std::int64_t> paths, std::span<const std::int64_t> weights,
                     std::span<const std::int64_t> scores);
    void merge(const BatchSums& other);
    void write(ByteWriter& out) const;
    /// What was written by sums of as many cells, into untouched ones.
    void read(ByteReader& in);

    const BatchSum& at(std::size_t cell) const { return sums_[cell]; }
    std::size_t bytes() const { return sums_.size() * sizeof(BatchSum); }

private:
    std::vector<BatchSum> sums_;
};

void merge(BatchSum& into, const BatchSum& from);

/// Standard deviation √(Σwx²/Σw − (Σwx/Σw)²) from weighted sums of scores and squares, its error by leaving out one
/// batch at a time (the jackknife: Owen, Monte Carlo theory, methods and examples, 2.6; Shao & Tu 1995).
Estimate sd_of(const BatchSum& scores, const BatchSum& squares, const BatchSum& weights);

} // namespace kdt::tally
