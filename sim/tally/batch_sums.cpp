#include "tally/batch_sums.hpp"

#include "tally/exact.hpp"
#include "tally/measure.hpp"
#include "tally/sums_bytes.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::tally {
namespace {

Exact total(const BatchSum& sums) {
    Exact all = 0;
    for (const WideSum& sum : sums) { all += exact(sum); }
    return all;
}

std::size_t batches_with_paths(const BatchSum& weights) {
    return static_cast<std::size_t>(
        std::count_if(weights.begin(), weights.end(), [](const WideSum& sum) { return !(sum == WideSum{}); }));
}

double deviation(const Exact& scores, const Exact& squares, const Exact& weights) {
    const Exact spread = weights * squares - scores * scores; // (Σw)² · variance, without cancellation
    return spread <= 0 ? 0.0 : std::sqrt(to_double(spread)) / to_double(weights);
}

} // namespace

Estimate ratio_of(const BatchSum& top, const BatchSum& bottom, const BatchSum& weights) {
    const Exact whole = total(bottom);
    if (whole == 0) { return {}; }
    const double under = to_double(whole);
    const double ratio = to_double(total(top)) / under;
    const std::size_t batches = batches_with_paths(weights);
    if (batches < 2) { return {ratio, std::nullopt}; }
    double squares = 0.0;
    for (std::size_t batch = 0; batch < kBatches; ++batch) {
        const double residual = to_double(exact(top[batch])) - ratio * to_double(exact(bottom[batch]));
        squares += residual * residual;
    }
    const auto b = static_cast<double>(batches);
    return {ratio, std::sqrt(squares * b / (b - 1.0)) / std::abs(under)};
}

Estimate sd_of(const BatchSum& scores, const BatchSum& squares, const BatchSum& weights) {
    const Exact all_scores = total(scores);
    const Exact all_squares = total(squares);
    const Exact all_weights = total(weights);
    if (all_weights == 0) { return {}; }
    Estimate out{deviation(all_scores, all_squares, all_weights), std::nullopt};
    if (batches_with_paths(weights) < 2) { return out; }
    std::vector<double> without;
    double mean = 0.0;
    for (std::size_t batch = 0; batch < kBatches; ++batch) {
        if (weights[batch] == WideSum{}) { continue; }
        without.push_back(deviation(all_scores - exact(scores[batch]), all_squares - exact(squares[batch]),
                                    all_weights - exact(weights[batch])));
        mean += without.back();
    }
    const auto b = static_cast<double>(without.size());
    mean /= b;
    double spread = 0.0;
    for (const double one : without) { spread += (one - mean) * (one - mean); }
    out.se = std::sqrt(spread * (b - 1.0) / b);
    return out;
}

void BatchSums::add(std::size_t cell, std::int64_t path, std::int64_t weight, std::int64_t score) {
    sums_[cell][batch_of(path)].add(static_cast<Int128>(weight) * score);
}

void BatchSums::add_column(std::size_t cell, std::span<const std::int64_t> paths, std::span<const std::int64_t> weights,
                           std::span<const std::int64_t> scores) {
    for (std::size_t row = 0; row < scores.size(); ++row) {
        if (scores[row] != 0 && scores[row] != kNoScore) { add(cell, paths[row], weights[row], scores[row]); }
    }
}

void BatchSums::add_squares(std::size_t cell, std::span<const std::int64_t> paths,
                            std::span<const std::int64_t> weights, std::span<const std::int64_t> scores) {
    for (std::size_t row = 0; row < scores.size(); ++row) {
        if (scores[row] == 0 || scores[row] == kNoScore) { continue; }
        const auto square = static_cast<Uint128>(static_cast<Int128>(scores[row]) * scores[row]);
        sums_[cell][batch_of(paths[row])].add(WideSum::product(square, static_cast<std::uint64_t>(weights[row])));
    }
}

void BatchSums::merge(const BatchSums& other) {
    for (std::size_t cell = 0; cell < sums_.size(); ++cell) { tally::merge(sums_[cell], other.sums_[cell]); }
}

void merge(BatchSum& into, const BatchSum& from) {
    for (std::size_t batch = 0; batch < kBatches; ++batch) { into[batch].add(from[batch]); }
}

void BatchSums::write(ByteWriter& out) const { write_cells(out, sums_); }

void BatchSums::read(ByteReader& in) { read_cells(in, sums_); }

} // namespace kdt::tally
