#pragma once

#include "base/byte_stream.hpp"
#include "tally/events.hpp"
#include "tally/law.hpp"
#include "tally/path_event.hpp"
#include "tally/ratio.hpp"
#include "tally/scores.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace kdt::tally {

/// What becomes of exact columns: counts of events, sums of ratios and the worst paths; and, where the columns
/// themselves are not kept, the law of each in bins, so that memory stays the same however many paths there are. All of
/// it integer sums and counts: the same content for any parts in which the paths came.
class Digest {
public:
    enum class Laws { none, binned };

    /// Bins are for plain paths only.
    Digest(const Shape& shape, Laws laws);

    /// Takes up rows of paths not seen before: all parts, one after the other, or by several threads.
    void add(const Scores& rows);
    std::size_t parts() const { return 1 + laws_.size(); }
    void add_part(std::size_t part, const Scores& rows);
    void merge(const Digest& other);
    void write(ByteWriter& out) const;
    /// Into a fresh one of the same shape and kind; throws BadBytes.
    void read(ByteReader& in);

    std::int64_t paths() const { return paths_; }
    /// Columns without rows: their dates and places.
    const Scores& layout() const { return *layout_; }
    Scores& layout() { return *layout_; }

    /// Paths on which an event has happened by the end of a month.
    std::int64_t paths_by(PathEvent event, int month) const;
    /// Of these, for the stop of a member or a breaker by a horizon (its place), those on which the macro factor has
    /// not been below zero by then.
    std::int64_t alarms(PathEvent stop, int horizon) const {
        return alarms_[place_of(shape(), stop) * shape().horizons.size() + size(horizon)];
    }
    /// Paths by TargetOutcome.
    using Outcomes = std::array<std::int64_t, 2 + kRefusals>;
    const Outcomes& outcomes(int target) const { return outcomes_[size(target)]; }
    /// In the order of kRatios.
    const RatioSums& ratio(std::size_t number, int horizon) const {
        return ratios_[number * shape().horizons.size() + size(horizon)];
    }
    /// NPV of cost over NPV of lending.
    const RatioSums& npv() const { return npv_; }
    /// Numbers of the paths with the greatest pool_net_loss at the last horizon, worst first, ties by number. What a
    /// second pass over the tail (contributions, traces) starts from.
    std::vector<std::int64_t> worst_paths() const;

    // Of binned laws.
    /// Of a column, by its place in layout().
    std::unique_ptr<RankedLaw> law(std::size_t column) const { return law_of(laws_[column]); }
    /// Of a year's flow: the difference between its end and the year's before, year ≥ 1.
    std::unique_ptr<RankedLaw> flow(int year, Measure measure) const;
    /// Of the shortfall on the paths depleted by a horizon.
    std::unique_ptr<RankedLaw> shortfall_given_depletion(int horizon) const;
    /// What one of this shape comes to hold, histograms with the pages that a wide law fills.
    static double bytes_for(const Shape& shape);

    const Shape& shape() const { return layout_->shape(); }

private:
    struct BinnedScores {
        Moments moments;
        HighMoments high; ///< on the first kHighPaths paths
        LogHistogram histogram;
    };
    /// A path of the tail.
    struct Worst {
        std::int64_t score = 0;
        std::int64_t path = 0;
    };
    std::unique_ptr<RankedLaw> law_of(const BinnedScores& scores) const;
    static void add_scores(BinnedScores& law, std::span<const std::int64_t> scores);
    /// Of each path, `first` being the number of the first.
    static void add_column(BinnedScores& law, std::span<const std::int64_t> scores, std::int64_t first, ScoreUnit unit);
    std::size_t stride() const { return size(shape().months) + 1; }
    void count(std::size_t place, const Scores& rows, PathEvent event);
    void add_counts(const Scores& rows);
    void add_sums(const Scores& rows);
    void add_tail(const Scores& rows);
    void keep_worst();
    void add_flow(std::size_t place, const Scores& rows);
    void add_shortfall(std::size_t horizon, const Scores& rows);

    std::unique_ptr<Scores> layout_; ///< stays where it is when the digest moves
    std::int64_t paths_ = 0;
    std::int64_t high_paths_ = 0;      ///< how many of them carry high moments
    std::vector<std::int64_t> months_; ///< [event][month 0..H] paths on which it first happened then; 0: never did
    std::vector<std::int64_t> alarms_; ///< [event][horizon], of stops
    std::vector<Outcomes> outcomes_;   ///< [target]
    std::vector<RatioSums> ratios_;    ///< [ratio][horizon]
    RatioSums npv_;
    std::vector<Worst> worst_;       ///< at most kTailPaths, in no order while rows come
    std::vector<BinnedScores> laws_; ///< columns but NPV, flows by year and measure, shortfalls given depletion
};

} // namespace kdt::tally
