#pragma once

#include "base/byte_stream.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace kdt::tally {

/// How far a score read from a bin lies from the one that was counted, at most, relative to it.
inline constexpr double kBinResolution = 0.001;

/// Counts of integer scores in bins 1/512 of their octave wide, represented by their middle: a quantile read from it is
/// within 0.1 % of the exact order statistic, and exact below 1,024. Pages of 256 bins appear when first hit, so that a
/// narrow distribution costs a kilobyte or two. Counts up to 2^32 − 1 scores.
class LogHistogram {
public:
    LogHistogram();

    void add(std::int64_t score);
    void add_zeros(std::int64_t count) { zeros_ += count; }
    /// All of them but those equal to kNoScore.
    void add(std::span<const std::int64_t> scores);
    /// Scores by their bins (bins_of).
    void add_bins(std::span<const std::uint16_t> bins);
    void merge(const LogHistogram& other);

    std::int64_t count() const;
    /// The score of 1-based ascending rank `rank`; empty beyond the number counted.
    std::optional<std::int64_t> at_rank(std::int64_t rank) const;

    /// Calls `visit(score, count)` for each bin that holds any, ascending, with the bin's middle.
    void visit(const std::function<void(std::int64_t score, std::int64_t count)>& visit) const;

    void write(ByteWriter& out) const;
    /// Into an empty one.
    void read(ByteReader& in);

    std::size_t bytes() const { return sizeof(*this) + counts_.capacity() * sizeof(std::uint32_t); }

private:
    static constexpr std::size_t kPagesPerSign = 128; ///< 64 octaves of 2 pages
    static constexpr std::size_t kBinsPerPage = 256;
    static constexpr std::int32_t kNone = INT32_MAX;
    using Page = std::span<const std::uint32_t>; ///< empty where nothing was counted

    /// Numbers of slots are those of bins without their last eight bits.
    std::span<std::uint32_t> page_for_writing(std::size_t slot);
    Page page(std::size_t slot) const {
        return directory_[slot] == kNone ? Page() : Page(&counts_[place(slot * kBinsPerPage)], kBinsPerPage);
    }
    /// Of a bin whose page is there.
    std::size_t place(std::size_t bin) const {
        return static_cast<std::size_t>(static_cast<std::int64_t>(bin) + directory_[bin / kBinsPerPage]);
    }
    static std::int64_t total(Page page);

    std::array<std::int32_t, 2 * kPagesPerSign> directory_; ///< by slot: places in counts_ less bins
    std::vector<std::uint32_t> counts_;                     ///< page by page
    std::int64_t zeros_ = 0;
};

} // namespace kdt::tally
