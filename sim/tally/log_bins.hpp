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

/// The middle of the whole numbers in a bin.
inline std::int64_t representative(std::uint64_t bin) {
    const double first = std::ceil(lower_edge(bin));
    const double last = std::ceil(lower_edge(bin + 1)) - 1.0;
    const double middle = first + std::floor((last - first) / 2.0);
    return middle >= 0x1p63 ? INT64_MAX : static_cast<std::int64_t>(middle);
}

} // namespace kdt::tally
