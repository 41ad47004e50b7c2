#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace kdt::tally {

/// Of a block, however wide.
inline constexpr std::size_t kFewestRows = 64;

/// Rows of scores, one a path, turned into columns: what comes path by path is taken up column by column, so that a
/// column's sums stay in registers and its histogram in the first cache. Rows are staged by eights, so that the turned
/// ones are written a whole cache line at a time.
class Block {
public:
    /// Room for rows of at most `widest` scores, in about so many bytes; what no row reaches stays untouched.
    Block(std::size_t widest, std::size_t bytes);

    /// Rows have so many scores from now on, and there are as many as find room; the block is empty.
    void set_width(std::size_t width);

    /// Room for the next row (width scores), to be filled at once; the block isn't full.
    std::span<std::int64_t> next(std::int64_t path);
    /// So many at most.
    std::size_t rows() const { return rows_; }
    bool full() const { return paths_.size() == rows_; }
    bool empty() const { return paths_.empty(); }
    /// Path numbers of the rows.
    std::span<const std::int64_t> paths() const { return paths_; }
    /// Turns what is staged; then column(c)[row] is score c of path paths()[row].
    void settle();
    std::span<const std::int64_t> column(std::size_t number) const {
        return {columns_.get() + number * stride_, paths_.size()};
    }
    void clear();
    std::size_t bytes() const;

private:
    std::size_t widest_;
    std::size_t room_; ///< scores in columns_
    std::size_t width_ = 0;
    std::size_t rows_ = 0;
    std::size_t stride_ = 0;
    std::size_t settled_ = 0; ///< rows already turned
    std::vector<std::int64_t> paths_;
    std::unique_ptr<std::int64_t[]> staged_;  ///< [8 rows][width]
    std::unique_ptr<std::int64_t[]> columns_; ///< [width][stride]
};

} // namespace kdt::tally
