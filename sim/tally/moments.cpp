#include "tally/moments.hpp"

#include "tally/column_lanes.hpp"
#include "tally/exact.hpp"
#include "tally/measure.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::tally {
namespace {

/// Calls use(piece) for scores by so many as their sums in registers hold.
template <class Use>
void by_pieces(std::span<const std::int64_t> scores, Use use) {
    for (std::size_t from = 0; from < scores.size(); from += kPieceRows) {
        use(scores.subspan(from, std::min(kPieceRows, scores.size() - from)));
    }
}

/// n² · (divisor-n variance) as an exact integer: n·Σx² − (Σx)².
Exact spread(const WideSum& sum, const WideSum& squares, std::int64_t paths) {
    const Exact first = exact(sum);
    return Exact(paths) * exact(squares) - first * first;
}

} // namespace

void Moments::add(std::int64_t score) {
    if (score == kNoScore) {
        ++missing;
        return;
    }
    sum.add(score);
    squares.add(static_cast<Int128>(score) * score);
}

void Moments::add(std::span<const std::int64_t> scores) {
    by_pieces(scores, [&](std::span<const std::int64_t> piece) { add_piece(piece); });
}

void Moments::add_piece(std::span<const std::int64_t> scores) {
    const PieceSums sums = sums_of(scores);
    if (!sums.hold()) {
        for (const std::int64_t score : scores) { add(score); }
        return;
    }
    missing += sums.missing;
    sum.add(sums.sum);
    squares.add(sums.squares.whole());
}

void Moments::merge(const Moments& other) {
    missing += other.missing;
    sum.add(other.sum);
    squares.add(other.squares);
}

void HighMoments::add(std::int64_t score, int shift) {
    if (score == 0) { return; }
    constexpr std::int64_t kLargest = (std::int64_t{1} << 31) - 1;
    // Division, not a shift, so that a score and its negative are cut alike.
    const std::int64_t cut = std::clamp(score / (std::int64_t{1} << shift), -kLargest, kLargest);
    const auto square = static_cast<Int128>(cut) * cut;
    scaled.add(cut);
    cubes.add(square * cut);
    fourths.add(square * square);
}

void HighMoments::add(std::span<const std::int64_t> scores, int shift) {
    by_pieces(scores, [&](std::span<const std::int64_t> piece) { add_piece(piece, shift); });
}

void HighMoments::add_piece(std::span<const std::int64_t> scores, int shift) {
    const PiecePowers powers = powers_of(scores, shift);
    if (!powers.hold()) {
        for (const std::int64_t score : scores) {
            if (score != kNoScore) { add(score, shift); }
        }
        return;
    }
    scaled.sum.add(powers.sum);
    scaled.squares.add(static_cast<Int128>(powers.squares));
    cubes.add(powers.cubes());
    fourths.add(powers.fourths.whole());
}

void HighMoments::merge(const HighMoments& other) {
    scaled.merge(other.scaled);
    cubes.add(other.cubes);
    fourths.add(other.fourths);
}

std::optional<double> HighMoments::kurtosis(std::int64_t paths) const {
    if (paths < 2) { return std::nullopt; }
    const Exact n = paths;
    const Exact s1 = exact(scaled.sum);
    const Exact s2 = exact(scaled.squares);
    const Exact variance = n * s2 - s1 * s1; // n²·σ²
    if (variance <= 0) { return std::nullopt; }
    // n⁴ times the fourth central moment.
    const Exact fourth =
        n * n * n * exact(fourths) - 4 * n * n * s1 * exact(cubes) + 6 * n * s1 * s1 * s2 - 3 * s1 * s1 * s1 * s1;
    const double sigma2 = to_double(variance);
    return to_double(fourth) / sigma2 / sigma2;
}

Estimate mean_of(const Moments& moments, std::int64_t paths) {
    if (paths < 1 || moments.missing > 0) { return {}; }
    const double n = static_cast<double>(paths);
    Estimate mean{to_double(exact(moments.sum)) / n, std::nullopt};
    if (paths > 1) { mean.se = std::sqrt(to_double(spread(moments.sum, moments.squares, paths)) / n / n / (n - 1.0)); }
    return mean;
}

std::optional<std::int64_t> sole_score(const Moments& moments, std::int64_t paths) {
    if (paths < 1 || moments.missing > 0 || spread(moments.sum, moments.squares, paths) != 0) { return std::nullopt; }
    return Exact(exact(moments.sum) / paths).convert_to<std::int64_t>();
}

Estimate sd_of(const Moments& moments, std::int64_t paths, std::optional<double> kurtosis) {
    if (paths < 2 || moments.missing > 0) { return {}; }
    const double n = static_cast<double>(paths);
    const double sd = std::sqrt(to_double(spread(moments.sum, moments.squares, paths)) / n / (n - 1.0));
    Estimate estimate{sd, std::nullopt};
    if (sd == 0.0) {
        estimate.se = 0.0;
    } else if (kurtosis) {
        estimate.se = sd * std::sqrt(std::max(0.0, *kurtosis - 1.0) / (4.0 * n));
    }
    return estimate;
}

} // namespace kdt::tally
