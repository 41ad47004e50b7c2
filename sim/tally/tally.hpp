#pragma once

#include "tally/events.hpp"
#include "tally/log_histogram.hpp"
#include "tally/moments.hpp"
#include "tally/path_scores.hpp"
#include "tally/scores.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace kdt::tally {

/// What one thread gathers over its paths. Everything is an integer sum or count, so tallies merged in any order and
/// split give the same content; exact per-path values go to the shared `Scores`.
///
/// Paths wait in a block of rows and are taken up column by column: a column's sums stay in registers and its
/// histogram in the first cache, which is what keeps a path of 36 months at a few microseconds.
class Tally {
public:
    /// `scores` outlives the tally and is shared by all threads of a run; `shape` is the one it was made with.
    Tally(const Shape& shape, Scores& scores);

    /// Adds path number `path` (0 ≤ path < scores.paths(), each once over all tallies).
    void add(std::int64_t path, const PathScores& scores);
    /// Takes up the rows still waiting. Before anything is read; `merge` does it for both.
    void finish();
    void merge(Tally& other);

    // What follows is complete after finish().
    bool finished() const { return waiting_.empty(); }
    std::int64_t paths() const { return paths_; }
    const Shape& shape() const { return scores_->shape(); }
    /// Sums of a scheme measure at the end of `month` (0..H), cumulative for flows.
    const Moments& month(int month, Measure measure) const { return months_[month_cell(month, measure)]; }
    /// Its distribution; null where every score was 0, and at dates with exact columns.
    const LogHistogram* band(int month, Measure measure) const { return bands_[month_cell(month, measure)].get(); }
    /// Mean and standard deviation of a group's measure at a horizon (place in shape().horizons).
    Estimate group_mean(int horizon, int group, Measure measure) const;
    Estimate group_sd(int horizon, int group, Measure measure) const;
    const Events& events() const { return events_; }
    /// Memory of this tally, for the log.
    std::size_t bytes() const;

private:
    struct GroupCell {
        Moments moments;
        HighMoments high;
    };
    static std::size_t month_cell(int month, Measure measure) {
        return static_cast<std::size_t>(month) * kMeasures + static_cast<std::size_t>(measure);
    }
    std::size_t group_cell(int horizon, int group, Measure measure) const;
    void take_up_series(std::size_t first_column, std::size_t columns);
    void take_up_month_column(std::size_t cell, std::span<const std::int64_t> values);
    void take_up_groups(std::size_t first_column, std::size_t columns);
    void take_up_group_column(std::size_t cell, std::span<const std::int64_t> values);
    void gather(const std::vector<std::int64_t>& rows, std::size_t width, std::size_t first_column, std::size_t columns);
    void write(std::span<std::int64_t> column, std::span<const std::int64_t> values) const;

    Scores* scores_;
    std::int64_t paths_ = 0;
    std::vector<int> date_of_month_;                  ///< [month 0..H] place in scores.dates(), −1: none
    std::vector<Moments> months_;                     ///< [month 0..H][measure]
    std::vector<std::unique_ptr<LogHistogram>> bands_; ///< the same places
    std::vector<GroupCell> groups_;                   ///< [horizon][group][measure]
    Events events_;
    std::int64_t high_every_ = 1;                     ///< high moments on paths whose number this divides
    std::int64_t high_paths_ = 0;                     ///< how many those were

    std::size_t block_rows_ = 0;
    std::vector<std::int64_t> waiting_;               ///< path numbers of the rows
    std::vector<std::int64_t> series_rows_;           ///< [row][month][measure]
    std::vector<std::int64_t> group_rows_;            ///< [row][horizon][group][measure]
    std::vector<std::int64_t> tile_;                  ///< [8 columns][row]
};

} // namespace kdt::tally
