#include "tally/sample.hpp"

#include "tally/batch_sums.hpp"
#include "tally/events.hpp"
#include "tally/moments.hpp"

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

std::vector<std::int64_t> picked(std::span<const std::int64_t> from, const std::vector<std::size_t>& paths) {
    std::vector<std::int64_t> out;
    out.reserve(paths.size());
    for (const std::size_t path : paths) { out.push_back(from[path]); }
    return out;
}

} // namespace

Sample::Sample(const Scores& scores) : paths_(scores.paths()), draws_{scores.shape().sampling, scores.weights()} {
    for (std::size_t path = 0; path < static_cast<std::size_t>(paths_); ++path) { whole_ += weight(path); }
}

Estimate Sample::mean(std::span<const std::int64_t> scores) const {
    if (draws_.sampling == Sampling::weighted) { return weighted_mean(scores, draws_.weights); }
    if (draws_.sampling == Sampling::randomised) { return batched_mean(scores); }
    Moments moments;
    moments.add(scores);
    return mean_of(moments, static_cast<std::int64_t>(scores.size()));
}

Estimate Sample::ratio(std::span<const std::int64_t> top, std::span<const std::int64_t> bottom) const {
    if (draws_.sampling == Sampling::weighted) { return weighted_ratio(top, bottom, draws_.weights); }
    if (draws_.sampling == Sampling::randomised) { return batched_ratio(top, bottom); }
    RatioSums sums;
    for (std::size_t path = 0; path < top.size(); ++path) { sums.add(top[path], bottom[path]); }
    return sums.ratio(paths_);
}

std::optional<double> Sample::ess() const {
    if (draws_.sampling != Sampling::weighted) { return std::nullopt; }
    Int128 squares = 0; // of 2^82 at most over 2^32 paths
    for (const std::int64_t weight : draws_.weights) { squares += static_cast<Int128>(weight) * weight; }
    const auto whole = static_cast<double>(whole_);
    return whole / static_cast<double>(squares) * whole;
}

OrderStatistics Sample::order_among(std::span<const std::int64_t> scores, const std::vector<std::size_t>& paths) const {
    const bool weighted = draws_.sampling == Sampling::weighted;
    const std::vector<std::int64_t> weights = weighted ? picked(draws_.weights, paths) : std::vector<std::int64_t>{};
    // A part of a randomised run is no randomised run: its batches are of uneven size.
    return OrderStatistics(picked(scores, paths), {weighted ? Sampling::weighted : Sampling::plain, weights});
}

Estimate Sample::mean_among(std::span<const std::int64_t> scores, const std::vector<std::size_t>& paths) const {
    if (paths.empty()) { return {}; }
    const std::vector<std::int64_t> some = picked(scores, paths);
    if (draws_.sampling == Sampling::weighted) { return weighted_mean(some, picked(draws_.weights, paths)); }
    Moments moments;
    moments.add(some);
    return mean_of(moments, static_cast<std::int64_t>(some.size()));
}

} // namespace kdt::tally
