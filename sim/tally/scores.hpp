#pragma once

#include "tally/path_scores.hpp"
#include "tally/zeroed.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace kdt::tally {

/// What happened to a target on one path: 0 met, else 1 + TargetScore::bound_by.
using TargetOutcome = std::uint8_t;

/// One exact value per path for everything whose quantiles, tails or differences between runs are reported. Sized
/// before the run; threads write at distinct path numbers, so no lock is needed and the content is free of order.
/// Money in 分. Rows never written (a run that was stopped) read 0.
class Scores {
public:
    using Column = std::span<const std::int64_t>; ///< [path]
    using Months = std::span<const std::int16_t>; ///< [path], month or 0 for never

    Scores(Shape shape, std::int64_t paths);
    /// Bytes that `paths` rows of this shape may come to hold.
    static double bytes_for(const Shape& shape, std::int64_t paths);

    const Shape& shape() const { return shape_; }
    std::int64_t paths() const { return paths_; }
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
    Column weights() const { return weights_.part(0, weights_.size()); }
    Months depleted_month() const { return month_column(0); }
    Months macro_below_zero_month() const { return month_column(1); }
    Months account_depleted(int account) const { return month_column(2 + 2 * shape_.breaker_members + account); }
    Months first_stop(int member) const { return month_column(2 + 2 * member); }
    Months first_warn(int member) const { return month_column(3 + 2 * member); }

    /// Everything of a path but series and groups, which arrive by blocks.
    void write_events(std::int64_t path, const PathScores& scores);
    std::span<std::int64_t> measure_for_writing(int date, Measure measure);
    std::span<std::int64_t> bank_for_writing(int horizon, int bank, Measure measure);

private:
    std::size_t measure_column(int date, Measure measure) const;
    std::size_t bank_column(int horizon, int bank, Measure measure) const;
    Column column(std::size_t number) const { return values_.part(number * rows(), rows()); }
    std::span<std::int64_t> column_for_writing(std::size_t number) { return values_.part(number * rows(), rows()); }
    Months month_column(int number) const { return months_.part(static_cast<std::size_t>(number) * rows(), rows()); }
    std::size_t rows() const { return static_cast<std::size_t>(paths_); }

    Shape shape_;
    std::int64_t paths_ = 0;
    std::vector<int> dates_;
    std::size_t first_bank_ = 0; ///< first column of the banks
    std::size_t first_shortfall_ = 0;
    std::size_t first_account_ = 0;
    std::size_t first_target_ = 0;
    std::size_t npv_ = 0;            ///< cost, then lending
    Zeroed<std::int64_t> values_;    ///< [column][path]
    Zeroed<std::int16_t> months_;    ///< [column][path]
    Zeroed<TargetOutcome> outcomes_; ///< [target][path]
    Zeroed<std::int64_t> weights_;   ///< [path]
};

} // namespace kdt::tally
