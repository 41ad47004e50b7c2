#pragma once

#include <cstddef>
#include <cstdint>

// Bounds on what is read, set far above anything a person writes, so that a broken or hostile file costs a message and
// neither time nor memory.
namespace kdt::scenario {

inline constexpr std::size_t kLargestJson = std::size_t{32} << 20;   ///< bytes of a scenario or overlay
inline constexpr std::size_t kLargestTable = std::size_t{512} << 20; ///< bytes of a CSV
inline constexpr std::size_t kLongestLine = std::size_t{1} << 20;    ///< bytes of a CSV line or record
inline constexpr std::size_t kMostRows = 2'000'000;                  ///< rows of a CSV
inline constexpr std::size_t kDeepest = 32;                          ///< nesting of JSON; the schema needs 8
inline constexpr std::size_t kLongestKey = 1'000;                 ///< bytes of a JSON key; ids and pointers are shorter
inline constexpr std::size_t kMostKeys = 10'000;                  ///< look-ups in ordered JSON are linear
inline constexpr std::size_t kMostValues = 200'000;               ///< numbers and texts in one JSON file
inline constexpr std::size_t kLongestId = 40;                     ///< characters
inline constexpr std::size_t kMostListed = 200;                   ///< problems printed; the rest is counted
inline constexpr std::int64_t kMostPaths = std::int64_t{1} << 34; ///< the draw address holds no more
inline constexpr std::int64_t kMostPathsForPrecision = 65'536'000; ///< 1,000·2^16, where no other limit is stated
/// So many paths are kept exactly, each with its scores; what needs the scores of every path has no more.
inline constexpr std::int64_t kMostExactPaths = std::int64_t{1} << 20;
inline constexpr int kMostMonths = 600;
inline constexpr std::size_t kMostFactors = 100; ///< their correlations are a full matrix

} // namespace kdt::scenario
