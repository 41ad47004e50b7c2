#include "tally/tally.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <stdexcept>

namespace kdt::tally {
namespace {

constexpr std::size_t kTileColumns = 8;          ///< scores in a cache line
constexpr std::size_t kMostRows = 1024;
constexpr std::size_t kFewestRows = 16;
constexpr std::size_t kBlockBytes = 4U << 20;    ///< rows waiting, a tally
constexpr std::int64_t kHighPaths = 8192;        ///< about so many paths carry the fourth powers of group measures
constexpr std::int64_t kMostPaths = 0xffff'ffff; ///< what a histogram counts to

std::size_t size(int count) { return static_cast<std::size_t>(count); }

/// Bits dropped before fourth powers: 82 元, 10^-9 and 10^-6 are fine enough for a kurtosis.
int high_shift(ScoreUnit unit) {
    switch (unit) {
    case ScoreUnit::fen: return 13;
    case ScoreUnit::ratio: return 10;
    case ScoreUnit::times: return 10;
    case ScoreUnit::count: return 0;
    }
    return 0;
}

bool all_zero(std::span<const std::int64_t> values) {
    std::int64_t any = 0;
    for (const std::int64_t value : values) { any |= value; }
    return any == 0;
}

std::size_t rows_for(const Shape& shape) {
    const std::size_t columns = (size(shape.months) + 1 + shape.horizons.size() * size(shape.groups)) * kMeasures;
    const std::size_t rows = kBlockBytes / (columns * sizeof(std::int64_t));
    return std::clamp(rows, kFewestRows, kMostRows);
}

} // namespace

Tally::Tally(const Shape& shape, Scores& scores)
    : scores_(&scores), months_((size(shape.months) + 1) * kMeasures), bands_(months_.size()),
      groups_(shape.horizons.size() * size(shape.groups) * kMeasures), events_(shape),
      high_every_(std::max<std::int64_t>(1, scores.paths() / kHighPaths)), block_rows_(rows_for(shape)) {
    if (scores.paths() > kMostPaths) { throw std::length_error("a run counts at most 2^32 - 1 paths"); }
    for (int month = 0; month <= shape.months; ++month) { date_of_month_.push_back(scores.date_of(month)); }
    waiting_.reserve(block_rows_);
    series_rows_.resize(block_rows_ * months_.size());
    group_rows_.resize(block_rows_ * groups_.size());
    tile_.resize(kTileColumns * block_rows_);
}

void Tally::add(std::int64_t path, const PathScores& scores) {
    assert(scores.series.size() == months_.size() && scores.groups.size() == groups_.size());
    const std::size_t row = waiting_.size();
    std::copy(scores.series.begin(), scores.series.end(),
              series_rows_.begin() + static_cast<std::ptrdiff_t>(row * months_.size()));
    std::copy(scores.groups.begin(), scores.groups.end(),
              group_rows_.begin() + static_cast<std::ptrdiff_t>(row * groups_.size()));
    scores_->write_events(path, scores);
    events_.add(scores);
    waiting_.push_back(path);
    ++paths_;
    high_paths_ += path % high_every_ == 0 ? 1 : 0;
    if (waiting_.size() == block_rows_) { finish(); }
}

void Tally::finish() {
    if (waiting_.empty()) { return; }
    for (std::size_t first = 0; first < months_.size(); first += kTileColumns) {
        take_up_series(first, std::min(kTileColumns, months_.size() - first));
    }
    for (std::size_t first = 0; first < groups_.size(); first += kTileColumns) {
        take_up_groups(first, std::min(kTileColumns, groups_.size() - first));
    }
    waiting_.clear();
}

void Tally::gather(const std::vector<std::int64_t>& rows, std::size_t width, std::size_t first_column,
                   std::size_t columns) {
    const std::size_t count = waiting_.size();
    for (std::size_t row = 0; row < count; ++row) {
        const std::int64_t* from = rows.data() + row * width + first_column;
        for (std::size_t column = 0; column < columns; ++column) { tile_[column * count + row] = from[column]; }
    }
}

void Tally::take_up_series(std::size_t first_column, std::size_t columns) {
    const std::size_t count = waiting_.size();
    gather(series_rows_, months_.size(), first_column, columns);
    for (std::size_t column = 0; column < columns; ++column) {
        take_up_month_column(first_column + column, {tile_.data() + column * count, count});
    }
}

void Tally::take_up_month_column(std::size_t cell, std::span<const std::int64_t> values) {
    std::unique_ptr<LogHistogram>& band = bands_[cell];
    const auto count = static_cast<std::int64_t>(values.size());
    if (all_zero(values)) {
        if (band) { band->add_zeros(count); }
        return;
    }
    months_[cell].add(values);
    const int date = date_of_month_[cell / kMeasures];
    if (date >= 0) {
        write(scores_->measure_for_writing(date, static_cast<Measure>(cell % kMeasures)), values);
        return;
    }
    if (!band) {
        band = std::make_unique<LogHistogram>();
        band->add_zeros(paths_ - count); // what came before this block
    }
    for (const std::int64_t value : values) {
        if (value != kNoScore) { band->add(value); }
    }
}

void Tally::take_up_groups(std::size_t first_column, std::size_t columns) {
    const std::size_t count = waiting_.size();
    gather(group_rows_, groups_.size(), first_column, columns);
    for (std::size_t column = 0; column < columns; ++column) {
        take_up_group_column(first_column + column, {tile_.data() + column * count, count});
    }
}

void Tally::take_up_group_column(std::size_t cell, std::span<const std::int64_t> values) {
    const auto measure = static_cast<Measure>(cell % kMeasures);
    if (!info(measure).by_group || all_zero(values)) { return; }
    groups_[cell].moments.add(values);
    const int shift = high_shift(info(measure).unit);
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (waiting_[row] % high_every_ == 0 && values[row] != kNoScore) { groups_[cell].high.add(values[row], shift); }
    }
    const int horizon = static_cast<int>(cell / kMeasures) / shape().groups;
    const int group = static_cast<int>(cell / kMeasures) % shape().groups;
    const bool kept = measure == Measure::pool_net_loss || measure == Measure::bank_net_loss;
    if (kept && group < shape().banks) { write(scores_->bank_for_writing(horizon, group, measure), values); }
}

void Tally::write(std::span<std::int64_t> column, std::span<const std::int64_t> values) const {
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (values[row] != 0) { column[static_cast<std::size_t>(waiting_[row])] = values[row]; }
    }
}

void Tally::merge(Tally& other) {
    assert(&other != this && other.scores_ == scores_);
    finish();
    other.finish();
    for (std::size_t cell = 0; cell < months_.size(); ++cell) {
        months_[cell].merge(other.months_[cell]);
        std::unique_ptr<LogHistogram>& band = bands_[cell];
        if (!band && !other.bands_[cell]) { continue; }
        if (!band) {
            band = std::make_unique<LogHistogram>();
            band->add_zeros(paths_);
        }
        if (other.bands_[cell]) {
            band->merge(*other.bands_[cell]);
        } else {
            band->add_zeros(other.paths_);
        }
    }
    for (std::size_t cell = 0; cell < groups_.size(); ++cell) {
        groups_[cell].moments.merge(other.groups_[cell].moments);
        groups_[cell].high.merge(other.groups_[cell].high);
    }
    events_.merge(other.events_);
    paths_ += other.paths_;
    high_paths_ += other.high_paths_;
}

std::size_t Tally::group_cell(int horizon, int group, Measure measure) const {
    return (size(horizon) * size(shape().groups) + size(group)) * kMeasures + static_cast<std::size_t>(measure);
}

Estimate Tally::group_mean(int horizon, int group, Measure measure) const {
    return mean_of(groups_[group_cell(horizon, group, measure)].moments, paths_);
}

Estimate Tally::group_sd(int horizon, int group, Measure measure) const {
    const GroupCell& cell = groups_[group_cell(horizon, group, measure)];
    return sd_of(cell.moments, paths_, cell.high.kurtosis(high_paths_));
}

std::size_t Tally::bytes() const {
    std::size_t sum = months_.size() * sizeof(Moments) + groups_.size() * sizeof(GroupCell) +
                      (series_rows_.size() + group_rows_.size() + tile_.size()) * sizeof(std::int64_t);
    for (const auto& band : bands_) { sum += band ? band->bytes() : 0; }
    return sum;
}

} // namespace kdt::tally
