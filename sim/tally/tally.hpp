#pragma once

#include "tally/batched.hpp"
#include "tally/block.hpp"
#include "tally/event_figures.hpp"
#include "tally/events.hpp"
#include "tally/log_histogram.hpp"
#include "tally/moments.hpp"
#include "tally/moved.hpp"
#include "tally/path_scores.hpp"
#include "tally/scores.hpp"
#include "tally/waiting_bins.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace kdt::tally {

inline constexpr std::int64_t kMostPaths = 0xffff'ffff; ///< what a histogram counts to

/// What one thread gathers over its paths. Everything is an integer sum or count, so tallies merged in any order and
/// split give the same content; exact per-path values go to the shared `Scores`.
///
/// Paths wait in blocks and are taken up column by column (see Block), without the measures that have not moved yet.
class Tally {
public:
    /// `scores` outlives the tally and is shared by all threads of a run; `shape` is the one it was made with.
    Tally(const Shape& shape, Scores& scores);

    /// Adds path number `path` (one of those of `scores`, each once over all tallies).
    void add(std::int64_t path, const PathScores& scores);
    /// Takes up the rows still waiting. Before anything is read; `merge` does it for both.
    void finish();
    void merge(Tally& other);
    /// What was gathered, once finished, as bytes.
    void write(ByteWriter& out) const;
    /// Into a fresh tally of the same shape; throws BadBytes.
    void read(ByteReader& in);

    // What follows is complete after finish().
    bool finished() const { return series_block_.empty() && waiting_.rows() == 0 && group_block_.empty(); }
    std::int64_t paths() const { return paths_; }
    const Shape& shape() const { return scores_->shape(); }
    /// Sums of a scheme measure at the end of `month` (0..H), cumulative for flows.
    const Moments& month(int month, Measure measure) const { return months_[month_cell(month, measure)]; }
    /// Its mean, however the paths were drawn.
    Estimate month_mean(int month, Measure measure) const;
    /// Its quantile to 0.1 %, or the very score where all paths share one; not at dates with exact columns. `rank` is
    /// that of the level in paths().
    std::optional<std::int64_t> month_quantile(int month, Measure measure, const Level& level, std::int64_t rank) const;
    /// Its distribution in a run without weights; null where every score was 0, and at dates with exact columns.
    const LogHistogram* band(int month, Measure measure) const { return bands_[month_cell(month, measure)].get(); }
    /// Mean and standard deviation of a group's measure at a horizon (place in shape().horizons).
    Estimate group_mean(int horizon, int group, Measure measure) const;
    Estimate group_sd(int horizon, int group, Measure measure) const;
    const Events& events() const { return events_; }
    EventFigures event_figures() const;
    /// Memory of this tally, for the log.
    std::size_t bytes() const;
    /// What a tally of this shape comes to hold, its month histograms with the pages that a wide law fills.
    static double bytes_for(const Shape& shape);

private:
    struct GroupCell {
        Moments moments;
        HighMoments high;
        friend bool operator==(const GroupCell&, const GroupCell&) = default;
    };
    friend void write(ByteWriter& out, const GroupCell& cell);
    friend void read(ByteReader& in, GroupCell& cell);
    static std::size_t month_cell(int month, Measure measure) {
        return static_cast<std::size_t>(month) * kMeasures + static_cast<std::size_t>(measure);
    }
    std::size_t group_cell(int horizon, int group, Measure measure) const;
    /// Place in group_columns_ of a cell of groups_.
    std::size_t column_of(std::size_t cell) const;
    /// Makes room in the blocks for what the path moves for the first time.
    void widen(const PathScores& scores);
    /// The blocks, empty, get a column for each cell that has moved.
    void lay_out_series();
    void lay_out_groups();
    void take_up_series();
    void take_up_month(std::size_t column, std::span<const std::int64_t> values);
    /// Whether a month's scores go into a histogram: where neither exact columns nor weighted bins hold them.
    bool banded(std::size_t cell) const;
    /// Counts what waits in bins; the series block is empty.
    void count_bins();
    void count_bins(std::size_t cell, std::span<const std::uint16_t> bins);
    void take_up_groups();
    void take_up_group(std::size_t cell, std::span<const std::int64_t> values);
    /// Those of a column of the group block that carry high moments.
    std::span<const std::int64_t> high_ones(std::span<const std::int64_t> values);
    static void write(std::span<std::int64_t> column, const Block& block, std::span<const std::int64_t> values);

    Scores* scores_;
    std::int64_t paths_ = 0;
    std::vector<int> date_of_month_;                   ///< [month 0..H] place in scores.dates(), −1: none
    std::vector<Moments> months_;                      ///< [month 0..H][measure]
    std::vector<std::unique_ptr<LogHistogram>> bands_; ///< the same places
    std::vector<GroupCell> groups_;                    ///< [horizon][group][measure]
    Events events_;
    std::int64_t high_paths_ = 0; ///< how many paths carry high moments

    Moved moved_series_;
    Moved moved_groups_;
    Block series_block_;
    WaitingBins waiting_;                    ///< in the columns of the series block
    std::vector<std::size_t> series_cells_;  ///< [column of the block] its place in months_
    std::vector<std::size_t> group_columns_; ///< those of groups_ that are scored
    Block group_block_;
    std::vector<std::size_t> group_cells_; ///< [column of the block] its place in groups_
    std::vector<std::size_t> high_rows_;   ///< rows of the group block that carry high moments
    std::vector<std::int64_t> high_values_;
    std::unique_ptr<Batched> batched_; ///< where errors come from batches; null in plain runs
};

} // namespace kdt::tally
