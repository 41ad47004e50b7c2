#include "tally/tally.hpp"

#include "tally/column_lanes.hpp"
#include "tally/high_paths.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace kdt::tally {
namespace {

// Rows wait where the second cache holds them.
constexpr std::size_t kSeriesBytes = 768U << 10;
constexpr std::size_t kGroupBytes = 768U << 10;
constexpr std::size_t kBinBytes = 8U << 20; ///< bins of many more rows, in the third

/// Most columns that hold anything else show it at once.
template <class Value>
bool all_are(std::span<const Value> values, Value same) {
    return std::all_of(values.begin(), values.end(), [&](Value value) { return value == same; });
}

/// A row of a block from the cells of a table.
void fill(std::span<std::int64_t> row, std::span<const std::int64_t> table, const std::vector<std::size_t>& cells) {
    constexpr std::size_t kAtOnce = 8; // a constant bound unrolls
    std::size_t column = 0;
    for (; column + kAtOnce <= row.size(); column += kAtOnce) {
        for (std::size_t i = column; i < column + kAtOnce; ++i) { row[i] = table[cells[i]]; }
    }
    for (; column < row.size(); ++column) { row[column] = table[cells[column]]; }
}

/// Places in [horizon][group][measure] that are scored.
std::vector<std::size_t> scored_cells(const Shape& shape) {
    std::vector<std::size_t> cells;
    for (std::size_t cell = 0; cell < shape.horizons.size() * size(shape.groups) * kMeasures; ++cell) {
        if (kMeasureInfo[cell % kMeasures].by_group) { cells.push_back(cell); }
    }
    return cells;
}

} // namespace

Tally::Tally(const Shape& shape, Scores& scores)
    : scores_(&scores), months_((size(shape.months) + 1) * kMeasures), bands_(months_.size()),
      groups_(shape.horizons.size() * size(shape.groups) * kMeasures), events_(shape),
      series_block_(months_.size(), kSeriesBytes), waiting_(months_.size(), kBinBytes),
      group_columns_(scored_cells(shape)), group_block_(group_columns_.size(), kGroupBytes) {
    if (shape.sampling != Sampling::plain) { batched_ = std::make_unique<Batched>(shape, group_columns_.size()); }
    for (int month = 0; month <= shape.months; ++month) { date_of_month_.push_back(scores.date_of(month)); }
}

void Tally::add(std::int64_t path, const PathScores& scores) {
    assert(scores.series.size() == months_.size() && scores.groups.size() == groups_.size());
    widen(scores);
    const std::int64_t place = path - scores_->first_path();
    fill(series_block_.next(place), scores.series, series_cells_);
    fill(group_block_.next(place), scores.groups, group_cells_);
    scores_->write_events(path, scores);
    events_.add(scores);
    if (batched_) { batched_->add(path, scores); }
    ++paths_;
    high_paths_ += path < kHighPaths ? 1 : 0;
    if (series_block_.full()) { take_up_series(); }
    if (group_block_.full()) { take_up_groups(); }
}

void Tally::widen(const PathScores& scores) {
    if (moved_series_.widened_by(scores.series)) {
        take_up_series();
        count_bins();
        lay_out_series();
    }
    if (moved_groups_.widened_by(scores.groups)) {
        take_up_groups();
        lay_out_groups();
    }
}

void Tally::lay_out_series() {
    series_cells_.clear();
    for (std::size_t cell = 0; cell < months_.size(); ++cell) {
        if (moved_series_[cell % kMeasures]) { series_cells_.push_back(cell); }
    }
    series_block_.set_width(series_cells_.size());
    waiting_.set_width(series_cells_.size());
}

void Tally::lay_out_groups() {
    group_cells_.clear();
    for (const std::size_t cell : group_columns_) {
        if (moved_groups_[cell % kMeasures]) { group_cells_.push_back(cell); }
    }
    group_block_.set_width(group_cells_.size());
}

void Tally::finish() {
    take_up_series();
    count_bins();
    take_up_groups();
}

void Tally::take_up_series() {
    series_block_.settle();
    if (batched_) { batched_->begin(series_block_, *scores_); }
    for (std::size_t column = 0; column < series_cells_.size(); ++column) {
        take_up_month(column, series_block_.column(column));
    }
    waiting_.add_rows(series_block_.paths().size());
    series_block_.clear();
    if (!waiting_.room_for(series_block_.rows())) { count_bins(); }
}

void Tally::take_up_month(std::size_t column, std::span<const std::int64_t> values) {
    const std::size_t cell = series_cells_[column];
    if (banded(cell)) { bins_of(values, waiting_.next(column, values.size())); }
    if (all_are(values, std::int64_t{0})) { return; }
    months_[cell].add(values);
    const int date = date_of_month_[cell / kMeasures];
    if (batched_) { batched_->add_month(cell, values, date < 0); }
    if (date >= 0) {
        write(scores_->measure_for_writing(date, static_cast<Measure>(cell % kMeasures)), series_block_, values);
    }
}

bool Tally::banded(std::size_t cell) const {
    return date_of_month_[cell / kMeasures] < 0 && !(batched_ && batched_->weighted());
}

void Tally::count_bins() {
    for (std::size_t column = 0; column < series_cells_.size(); ++column) {
        if (banded(series_cells_[column])) { count_bins(series_cells_[column], waiting_.column(column)); }
    }
    waiting_.clear();
}

void Tally::count_bins(std::size_t cell, std::span<const std::uint16_t> bins) {
    std::unique_ptr<LogHistogram>& band = bands_[cell];
    const auto rows = static_cast<std::int64_t>(bins.size());
    if (all_are(bins, kZeroBin)) {
        if (band) { band->add_zeros(rows); }
        return;
    }
    if (!band) {
        band = std::make_unique<LogHistogram>();
        band->add_zeros(paths_ - rows); // what came before these
    }
    band->add_bins(bins);
}

void Tally::take_up_groups() {
    group_block_.settle();
    if (batched_) { batched_->begin(group_block_, *scores_); }
    high_rows_.clear();
    for (std::size_t row = 0; row < group_block_.paths().size(); ++row) {
        if (scores_->first_path() + group_block_.paths()[row] < kHighPaths) { high_rows_.push_back(row); }
    }
    for (std::size_t column = 0; column < group_cells_.size(); ++column) {
        take_up_group(group_cells_[column], group_block_.column(column));
    }
    group_block_.clear();
}

void Tally::take_up_group(std::size_t cell, std::span<const std::int64_t> values) {
    if (all_are(values, std::int64_t{0})) { return; }
    const auto measure = static_cast<Measure>(cell % kMeasures);
    groups_[cell].moments.add(values);
    if (batched_) { batched_->add_group(column_of(cell), values); }
    groups_[cell].high.add(high_ones(values), high_shift(info(measure).unit));
    const int horizon = static_cast<int>(cell / kMeasures) / shape().groups;
    const int group = static_cast<int>(cell / kMeasures) % shape().groups;
    const bool kept = measure == Measure::pool_net_loss || measure == Measure::bank_net_loss;
    if (kept && group < shape().banks) {
        write(scores_->bank_for_writing(horizon, group, measure), group_block_, values);
    }
}

std::span<const std::int64_t> Tally::high_ones(std::span<const std::int64_t> values) {
    if (high_rows_.size() == values.size()) { return values; }
    high_values_.clear();
    for (const std::size_t row : high_rows_) { high_values_.push_back(values[row]); }
    return high_values_;
}

void Tally::write(std::span<std::int64_t> column, const Block& block, std::span<const std::int64_t> values) {
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (values[row] != 0) { column[static_cast<std::size_t>(block.paths()[row])] = values[row]; }
    }
}

void Tally::merge(Tally& other) {
    assert(&other != this && other.months_.size() == months_.size() && other.groups_.size() == groups_.size());
    finish();
    other.finish();
    moved_series_.join(other.moved_series_);
    moved_groups_.join(other.moved_groups_);
    lay_out_series();
    lay_out_groups();
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
    if (batched_) { batched_->merge(*other.batched_); }
    paths_ += other.paths_;
    high_paths_ += other.high_paths_;
}

Estimate Tally::month_mean(int month, Measure measure) const {
    const std::size_t cell = month_cell(month, measure);
    if (!batched_) { return mean_of(months_[cell], paths_); }
    return months_[cell].missing > 0 ? Estimate{} : batched_->month_mean(cell);
}

std::optional<std::int64_t> Tally::month_quantile(int month, Measure measure, const Level& level,
                                                  std::int64_t rank) const {
    if (const auto sole = sole_score(this->month(month, measure), paths_)) { return sole; }
    if (batched_ && batched_->weighted()) { return batched_->month_quantile(month_cell(month, measure), level); }
    const LogHistogram* found = band(month, measure);
    return found == nullptr ? 0 : found->at_rank(rank);
}

EventFigures Tally::event_figures() const {
    return batched_ ? EventFigures(shape(), batched_->events(), batched_->weights())
                    : EventFigures(shape(), events_, paths_);
}

std::size_t Tally::group_cell(int horizon, int group, Measure measure) const {
    return (size(horizon) * size(shape().groups) + size(group)) * kMeasures + static_cast<std::size_t>(measure);
}

std::size_t Tally::column_of(std::size_t cell) const {
    return static_cast<std::size_t>(std::lower_bound(group_columns_.begin(), group_columns_.end(), cell) -
                                    group_columns_.begin());
}

Estimate Tally::group_mean(int horizon, int group, Measure measure) const {
    const std::size_t cell = group_cell(horizon, group, measure);
    if (!batched_) { return mean_of(groups_[cell].moments, paths_); }
    return groups_[cell].moments.missing > 0 ? Estimate{} : batched_->group_mean(column_of(cell));
}

Estimate Tally::group_sd(int horizon, int group, Measure measure) const {
    const std::size_t place = group_cell(horizon, group, measure);
    const GroupCell& cell = groups_[place];
    if (batched_ && batched_->weighted()) {
        return cell.moments.missing > 0 ? Estimate{} : batched_->group_sd(column_of(place));
    }
    return sd_of(cell.moments, paths_, cell.high.kurtosis(high_paths_));
}

double Tally::bytes_for(const Shape& shape) {
    constexpr double kPagesBytes = 16'384;
    const double months = (shape.months + 1.0) * kMeasures;
    const double groups = static_cast<double>(shape.horizons.size()) * shape.groups * kMeasures;
    const double events = static_cast<double>(shape.months) * (shape.cohorts + shape.breaker_members);
    const double cells = months + 2.0 * groups + events;
    const double batched = shape.sampling == Sampling::plain ? 0.0 : cells * sizeof(BatchSum);
    const double wider = shape.sampling == Sampling::weighted ? 2.0 : 1.0; // bins of a weighted histogram
    return months * (sizeof(Moments) + wider * (sizeof(LogHistogram) + kPagesBytes)) + groups * sizeof(GroupCell) +
           kSeriesBytes + kGroupBytes + kBinBytes + batched;
}

std::size_t Tally::bytes() const {
    std::size_t sum = months_.size() * sizeof(Moments) + groups_.size() * sizeof(GroupCell) + series_block_.bytes() +
                      waiting_.bytes() + group_block_.bytes() + (batched_ ? batched_->bytes() : 0);
    for (const auto& band : bands_) { sum += band ? band->bytes() : 0; }
    return sum;
}

} // namespace kdt::tally
