#include "tally/block.hpp"

#include <algorithm>
#include <cassert>

namespace kdt::tally {
namespace {

constexpr std::size_t kStage = 8; ///< scores in a cache line
constexpr std::size_t kMostRows = 1024;

/// A line of scores that stand `width` apart; as the two don't overlap, the compiler takes scores in pairs.
void turn(const std::int64_t* __restrict from, std::size_t width, std::int64_t* __restrict to) {
    for (std::size_t row = 0; row < kStage; ++row) { to[row] = from[row * width]; }
}

} // namespace

Block::Block(std::size_t widest, std::size_t bytes)
    : widest_(widest),
      room_(std::clamp(bytes / sizeof(std::int64_t), widest * (kFewestRows + kStage), widest * (kMostRows + kStage))),
      staged_(std::make_unique_for_overwrite<std::int64_t[]>(kStage * widest)),
      columns_(std::make_unique_for_overwrite<std::int64_t[]>(room_)) {
    paths_.reserve(kMostRows);
    set_width(0);
}

void Block::set_width(std::size_t width) {
    assert(empty() && width <= widest_);
    width_ = width;
    // A line more than needed: at a power of two all columns would fall into the same sets of the cache.
    rows_ = width == 0 ? kMostRows : std::min(kMostRows, room_ / width / kStage * kStage - kStage);
    stride_ = rows_ + kStage;
}

std::size_t Block::bytes() const { return (kStage * widest_ + room_) * sizeof(std::int64_t); }

std::span<std::int64_t> Block::next(std::int64_t path) {
    assert(!full());
    if (paths_.size() - settled_ == kStage) { settle(); }
    const std::size_t place = paths_.size() - settled_;
    paths_.push_back(path);
    return {staged_.get() + place * width_, width_};
}

void Block::settle() {
    const std::size_t count = paths_.size() - settled_;
    std::int64_t* to = columns_.get() + settled_;
    const std::int64_t* from = staged_.get();
    for (std::size_t column = 0; column < width_; ++column, to += stride_, ++from) {
        if (count == kStage) {
            turn(from, width_, to);
        } else {
            for (std::size_t row = 0; row < count; ++row) { to[row] = from[row * width_]; }
        }
    }
    settled_ = paths_.size();
}

void Block::clear() {
    paths_.clear();
    settled_ = 0;
}

} // namespace kdt::tally
