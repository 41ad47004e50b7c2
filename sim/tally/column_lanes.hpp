#pragma once

#include "tally/measure.hpp"
#include "tally/wide_sum.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

// What is done with every score of a run, in vector registers. Whole numbers all, so that each kind of register gives
// the same.
namespace kdt::tally {

/// So many scores at a time: sums of products of halves stay within 64 bits.
inline constexpr std::size_t kPieceRows = 1024;
/// Bits of the lower half of a magnitude: registers multiply halves, to products of 64 bits.
inline constexpr int kHalfBits = 26;

/// Sums of the squares of two-part numbers.
struct SquaresInParts {
    std::uint64_t low = 0; ///< lower half times lower half
    std::uint64_t middle = 0;
    std::uint64_t high = 0; ///< upper half times upper half

    Int128 whole() const {
        return static_cast<Int128>(low) + (static_cast<Int128>(middle) << (kHalfBits + 1)) +
               (static_cast<Int128>(high) << (2 * kHalfBits));
    }
};

/// Sums over at most kPieceRows scores, without those equal to kNoScore.
struct PieceSums {
    std::uint64_t bits = 0; ///< set in any magnitude
    std::int64_t missing = 0;
    std::int64_t sum = 0;
    SquaresInParts squares;

    /// Whether every score lies within ±2^52. Where not, no sum holds.
    bool hold() const { return bits >> (2 * kHalfBits) == 0; }
};
PieceSums sums_of(std::span<const std::int64_t> scores);

/// Sums of powers of at most kPieceRows scores, each without its last bits, cut towards 0.
struct PiecePowers {
    std::uint64_t bits = 0; ///< set in any cut magnitude
    std::int64_t sum = 0;
    std::uint64_t squares = 0;
    std::int64_t cubes_low = 0; ///< of the lower halves of squares
    std::int64_t cubes_high = 0;
    SquaresInParts fourths;

    /// Whether every cut score lies within ±2^26, which kNoScore doesn't. Where not, no sum holds.
    bool hold() const { return bits >> kHalfBits == 0; }
    Int128 cubes() const { return cubes_low + static_cast<Int128>(cubes_high) * (Int128{1} << kHalfBits); }
};
PiecePowers powers_of(std::span<const std::int64_t> scores, int shift);

/// Instead of a bin, for 0 and for kNoScore.
inline constexpr std::uint16_t kZeroBin = 0xffff;
inline constexpr std::uint16_t kMissingBin = 0xfffe;
/// Added to the bins of negative scores.
inline constexpr std::uint16_t kNegativeBins = 0x8000;

/// The bin of each score (bin_of its magnitude); `bins` has room for as many.
void bins_of(std::span<const std::int64_t> scores, std::span<std::uint16_t> bins);

/// The bits that are set in any row of a table [row][kMeasures].
std::array<std::int64_t, kMeasures> bits_of_rows(std::span<const std::int64_t> table);

} // namespace kdt::tally
