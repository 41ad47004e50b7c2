#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace kdt::tally {

/// Bins of scores in columns, as long as possible before they are counted: the histograms of all months fit no cache,
/// so that each should come into it seldom, and bins are a quarter as long as their scores.
class WaitingBins {
public:
    /// Room for rows of at most `widest` bins, in about so many bytes; what no row reaches stays untouched.
    WaitingBins(std::size_t widest, std::size_t bytes);

    /// Rows have so many bins from now on; none waits.
    void set_width(std::size_t width);

    /// Whether so many more rows find room, which as many as a block has always do after `clear`.
    bool room_for(std::size_t rows) const { return rows_ + rows <= stride_; }
    /// Place of the next rows in a column; `add_rows` once all columns have them.
    std::span<std::uint16_t> next(std::size_t column, std::size_t rows) {
        return {bins_.get() + column * stride_ + rows_, rows};
    }
    void add_rows(std::size_t rows) { rows_ += rows; }
    std::size_t rows() const { return rows_; }
    std::span<const std::uint16_t> column(std::size_t number) const { return {bins_.get() + number * stride_, rows_}; }
    void clear() { rows_ = 0; }
    std::size_t bytes() const { return room_ * sizeof(std::uint16_t); }

private:
    std::size_t room_; ///< bins in bins_
    std::size_t rows_ = 0;
    std::size_t stride_ = 0;
    std::unique_ptr<std::uint16_t[]> bins_; ///< [width][stride]
};

} // namespace kdt::tally
