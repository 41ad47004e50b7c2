#include "tally/sample.hpp"

#include "tally/batch_sums.hpp"
#include "tally/events.hpp"
#include "tally/moments.hpp"
#include "tally/order_statistics.hpp"

#include <vector>

namespace kdt::tally {
namespace {

Estimate batched_ratio(std::span<const std::int64_t> top, std::span<const std::int64_t> bottom) {
    BatchSum over;
    BatchSum under;
    BatchSum paths;
    for (std::size_t path = 0; path < top.size(); ++path) {
        const std::size_t batch = batch_of(static_cast<std::int64_t>(path));
        over[batch].add(top[path]);
        under[batch].add(bottom[path]);
        paths[batch].add(1);
    }
    return ratio_of(over, under, paths);
}

} // namespace

Sample::Sample(const Scores& scores)
    : paths_(scores.paths()), sampling_(scores.shape().sampling), weights_(scores.weights()) {
    for (std::size_t path = 0; path < static_cast<std::size_t>(paths_); ++path) { whole_ += weight(path); }
}

Estimate Sample::mean(std::span<const std::int64_t> scores) const {
    if (is_weighted()) { return weighted_mean(scores, weights_); }
    if (sampling_ == Sampling::randomised) { return batched_mean(scores); }
    Moments moments;
    moments.add(scores);
    return mean_of(moments, static_cast<std::int64_t>(scores.size()));
}

Estimate Sample::ratio(std::span<const std::int64_t> top, std::span<const std::int64_t> bottom) const {
    if (is_weighted()) { return weighted_ratio(top, bottom, weights_); }
    if (sampling_ == Sampling::randomised) { return batched_ratio(top, bottom); }
    RatioSums sums;
    for (std::size_t path = 0; path < top.size(); ++path) { sums.add(top[path], bottom[path]); }
    return sums.ratio(paths_);
}

std::optional<double> Sample::ess() const {
    if (!is_weighted()) { return std::nullopt; }
    Int128 squares = 0; // of 2^82 at most over 2^32 paths
    for (const std::int64_t weight : weights_) { squares += static_cast<Int128>(weight) * weight; }
    const auto whole = static_cast<double>(whole_);
    return whole / static_cast<double>(squares) * whole;
}

std::unique_ptr<Law> Sample::law(std::span<const std::int64_t> scores) const {
    if (is_weighted()) { return std::make_unique<WeightedOrder>(scores, weights_); }
    return std::make_unique<OrderStatistics>(scores, sampling_);
}

std::unique_ptr<Law> Sample::law_among(std::span<const std::int64_t> scores,
                                       const std::function<bool(std::size_t)>& among) const {
    std::vector<std::int64_t> picked;
    std::vector<std::int64_t> weights;
    for (std::size_t path = 0; path < scores.size(); ++path) {
        if (!among(path)) { continue; }
        picked.push_back(scores[path]);
        weights.push_back(weight(path));
    }
    if (is_weighted()) { return std::make_unique<WeightedOrder>(picked, weights); }
    // A part of a randomised run is no randomised run: its batches are of uneven size.
    return std::make_unique<OrderStatistics>(picked);
}

} // namespace kdt::tally
