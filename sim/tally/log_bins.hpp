#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

// The bins of histograms of whole scores, 1/512 of their octave wide: a score's bin is the exponent and the first nine
// bits of the fraction of |score| as a double.
namespace kdt::tally {

inline constexpr int kFractionBits = 9;
inline constexpr int kDropped = 52 - kFractionBits;
inline constexpr std::uint64_t kFirstBin = std::uint64_t{1023} << kFractionBits; ///< of 1.0

inline std::uint64_t bin_of(double magnitude) {
    return (std::bit_cast<std::uint64_t>(magnitude) >> kDropped) - kFirstBin;
}
inline double lower_edge(std::uint64_t bin) { return std::bit_cast<double>((bin + kFirstBin) << kDropped); }

/// The whole numbers in a bin, from the first to the last.
struct BinRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
};
inline BinRange range_of(std::uint64_t bin) {
    const auto whole = [](double edge) { return edge >= 0x1p63 ? INT64_MAX : static_cast<std::int64_t>(edge); };
    return {whole(std::ceil(lower_edge(bin))), whole(std::ceil(lower_edge(bin + 1)) - 1.0)};
}

/// The middle of the whole numbers in a bin.
inline std::int64_t representative(std::uint64_t bin) {
    const BinRange range = range_of(bin);
    return range.first + (range.last - range.first) / 2;
}

/// All scores that share the bin of one.
inline BinRange neighbours_of(std::int64_t score) {
    if (score == 0) { return {}; }
    const BinRange range = range_of(bin_of(std::abs(static_cast<double>(score))));
    return score > 0 ? range : BinRange{-range.last, -range.first};
}

} // namespace kdt::tally
