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

    std::size_t bytes() const { return sizeof(*this) + pages_.capacity() * sizeof(Page); }

private:
    static constexpr std::size_t kPagesPerSign = 128; ///< 64 octaves of 2 pages
    static constexpr std::size_t kBinsPerPage = 256;
    using Page = std::array<std::uint32_t, kBinsPerPage>;

    Page& new_page(std::size_t slot);
    Page& page_for_writing(std::size_t slot) {
        return directory_[slot] == 0 ? new_page(slot) : pages_[directory_[slot] - 1U];
    }
    static std::int64_t total(const Page& page);
    const Page* page(std::size_t slot) const {
        return directory_[slot] == 0 ? nullptr : &pages_[directory_[slot] - 1U];
    }

    std::array<std::uint16_t, 2 * kPagesPerSign> directory_; ///< 1 + place in pages_, 0: none; positive scores first
    std::vector<Page> pages_;
    std::int64_t zeros_ = 0;
};

} // namespace kdt::tally
