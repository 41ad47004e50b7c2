#pragma once

#include "tally/estimate.hpp"
#include "tally/wide_sum.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace kdt::tally {

/// Sums from which a mean and its standard error follow; exact, so merging is free of order.
struct Moments {
    std::int64_t missing = 0; ///< paths without a score (kNoScore); they are in neither sum
    WideSum sum;
    WideSum squares;

    void add(std::int64_t score);
    void add(std::span<const std::int64_t> scores);
    void merge(const Moments& other);
    friend bool operator==(const Moments&, const Moments&) = default;

private:
    void add_piece(std::span<const std::int64_t> scores);
};

/// Third and fourth powers on a fixed part of the paths, of scores cut to 31 bits: enough for the kurtosis, on which
/// the standard error of a standard deviation rests.
struct HighMoments {
    Moments scaled; ///< first and second powers of the cut scores
    WideSum cubes;
    WideSum fourths;

    /// `shift`: bits dropped, so that the largest score still fits 31 bits (larger ones are cut off there).
    void add(std::int64_t score, int shift);
    /// All of them but those equal to kNoScore.
    void add(std::span<const std::int64_t> scores, int shift);
    void merge(const HighMoments& other);
    /// E(x−μ)⁴ ÷ (E(x−μ)²)² over `paths` (scores never added count as 0); empty below two or without any spread.
    std::optional<double> kurtosis(std::int64_t paths) const;
    friend bool operator==(const HighMoments&, const HighMoments&) = default;

private:
    void add_piece(std::span<const std::int64_t> scores, int shift);
};

/// Mean of `paths` scores (those never added count as 0) and its standard error s/√n. Empty when any is missing.
Estimate mean_of(const Moments& moments, std::int64_t paths);

/// The score that all of `paths` share; empty where they differ, or one is missing, or there is none.
std::optional<std::int64_t> sole_score(const Moments& moments, std::int64_t paths);

/// Standard deviation (divisor n−1) and its standard error s·√((κ−1)/(4n)), κ the kurtosis (Kendall & Stuart 1,
/// 10.8 with the delta method). Without a kurtosis the error is empty, or 0 where the deviation is 0.
Estimate sd_of(const Moments& moments, std::int64_t paths, std::optional<double> kurtosis);

} // namespace kdt::tally
