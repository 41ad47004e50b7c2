#pragma once

#include "base/byte_stream.hpp"
#include "tally/columns.hpp"
#include "tally/path_scores.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace kdt::tally {

/// What happened to a target on one path: 0 met, else 1 + TargetScore::bound_by.
using TargetOutcome = std::uint8_t;

/// One exact value per path for everything whose quantiles, tails or differences between runs are reported. Sized
/// before the paths run; threads write at distinct path numbers, so no lock is needed and the content is free of order.
/// Money in 分. Rows never written (a run that was stopped) read 0. Columns are of consecutive paths from first_path()
/// on: all of a run, or the part that one process or one step of it has.
class Scores {
public:
    using Column = std::span<const std::int64_t>; ///< [path]
    using Months = std::span<const std::int16_t>; ///< [path], month or 0 for never

    Scores(Shape shape, std::int64_t paths, std::int64_t first_path = 0);
    /// Bytes that `paths` rows of this shape may come to hold.
    static double bytes_for(const Shape& shape, std::int64_t paths);

    const Shape& shape() const { return shape_; }
    std::int64_t paths() const { return paths_; }
    std::int64_t first_path() const { return first_; }
    /// Rows for other paths, all 0.
    void restart(std::int64_t first_path, std::int64_t paths);
    /// More or fewer rows at the end; the others keep their content, and no row that goes was ever written.
    void resize(std::int64_t paths);
    /// Adds the rows of the paths that follow.
    void append(const Scores& next);
    void write(ByteWriter& out) const;
    /// In place of all rows, which may be `most` at most; shape and first path must be the same. Throws BadBytes.
    void read(ByteReader& in, std::int64_t most);
    /// Months with exact scheme columns: horizons and year ends, ascending.
    const std::vector<int>& dates() const { return dates_; }
    /// Place of `month` in dates(), −1 if it has none.
    int date_of(int month) const;

    /// Cumulative flow or level of the scheme at `dates()[date]`.
    Column measure(int date, Measure measure) const;
    /// pool_net_loss or bank_net_loss of a bank at `shape().horizons[horizon]`.
    Column bank(int horizon, int bank, Measure measure) const;
    Column shortfall(int horizon) const;
    /// Of one of the pool's accounts.
    Column account_balance(int horizon, int account) const;
    Column target(int target) const;
    std::span<const TargetOutcome> target_outcome(int target) const;
    /// NPV of claims paid + subsidies + management cost − recoveries to the pool − fees − interest, rounded to 分.
    Column npv_cost() const;
    /// NPV of lending, rounded to 分.
    Column npv_lending() const;
    /// Likelihood ratios in units of kUnitWeight, [path]; empty but for weighted runs.
    Column weights() const { return weights_.count() > 0 ? weights_[0] : Column{}; }
    Months depleted_month() const { return month_column(0); }
    Months macro_below_zero_month() const { return month_column(1); }
    Months account_depleted(int account) const { return month_column(2 + 2 * shape_.breaker_members + account); }
    Months first_stop(int member) const { return month_column(2 + 2 * member); }
    Months first_warn(int member) const { return month_column(3 + 2 * member); }

    /// For whoever takes up all columns alike. The last two are of NPV.
    std::size_t columns() const { return values_.count(); }
    Column column(std::size_t number) const { return values_[number]; }
    std::size_t measure_column(int date, Measure measure) const;
    std::size_t bank_column(int horizon, int bank, Measure measure) const;
    std::size_t shortfall_column(int horizon) const { return first_shortfall_ + size(horizon); }
    std::size_t account_column(int horizon, int account) const {
        return first_account_ + size(horizon) * size(shape_.accounts) + size(account);
    }
    std::size_t target_column(int target) const { return first_target_ + size(target); }

    /// Everything of a path but series and groups, which arrive by blocks.
    void write_events(std::int64_t path, const PathScores& scores);
    std::span<std::int64_t> measure_for_writing(int date, Measure measure);
    std::span<std::int64_t> bank_for_writing(int horizon, int bank, Measure measure);

private:
    Months month_column(int number) const { return months_[static_cast<std::size_t>(number)]; }

    Shape shape_;
    std::int64_t first_ = 0;
    std::int64_t paths_ = 0;
    std::vector<int> dates_;
    std::size_t first_bank_ = 0; ///< first column of the banks
    std::size_t first_shortfall_ = 0;
    std::size_t first_account_ = 0;
    std::size_t first_target_ = 0;
    std::size_t npv_ = 0; ///< cost, then lending
    Columns<std::int64_t> values_;
    Columns<std::int16_t> months_;
    Columns<TargetOutcome> outcomes_; ///< by target
    Columns<std::int64_t> weights_;   ///< one column in weighted runs
};

} // namespace kdt::tally
