#include "tally/scores.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace kdt::tally {
namespace {

constexpr std::size_t kBankMeasures = 2; ///< pool_net_loss, bank_net_loss

std::vector<int> merged(const std::vector<int>& a, const std::vector<int>& b) {
    std::vector<int> all;
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
    return all;
}

/// What the scheme has cost public money by the end of a month, top-ups aside: subsidies that the budget pays beside
/// the pool included.
std::int64_t cost(const PathScores& scores, int month) {
    return scores.at(month, Measure::claims_paid) + scores.at(month, Measure::subsidies) +
           scores.at(month, Measure::budget_subsidies) + scores.at(month, Measure::management_cost) -
           scores.at(month, Measure::recoveries_to_pool) - scores.at(month, Measure::fees) -
           scores.at(month, Measure::interest_income);
}

struct PresentValue {
    std::int64_t cost = 0;
    std::int64_t lending = 0;
};

PresentValue present_value(const PathScores& scores, const Shape& shape) {
    double npv_cost = 0.0;
    double npv_lending = 0.0;
    for (int month = 1; month <= shape.months; ++month) {
        const double discount = shape.discount[size(month)];
        const std::int64_t lent = scores.at(month, Measure::disbursed) - scores.at(month - 1, Measure::disbursed);
        npv_cost += discount * static_cast<double>(cost(scores, month) - cost(scores, month - 1));
        npv_lending += discount * static_cast<double>(lent);
    }
    return {std::llround(npv_cost), std::llround(npv_lending)};
}

/// Depletion of the pool, the macro factor below zero, each breaker member's first stop and warning, depletion of each
/// account.
std::size_t month_columns(const Shape& shape) { return 2 + 2 * size(shape.breaker_members) + size(shape.accounts); }

/// Pages that hold nothing but zeros stay unwritten and cost no memory.
template <class T, class Value>
void write_nonzero(std::span<T> column, std::size_t row, Value value) {
    if (value != 0) { column[row] = static_cast<T>(value); }
}

} // namespace

Scores::Scores(Shape shape, std::int64_t paths) : shape_(std::move(shape)), paths_(paths) {
    assert(paths >= 0 && shape_.discount.size() == size(shape_.months) + 1);
    dates_ = merged(shape_.horizons, shape_.year_ends);
    first_bank_ = dates_.size() * kMeasures;
    first_shortfall_ = first_bank_ + shape_.horizons.size() * size(shape_.banks) * kBankMeasures;
    first_account_ = first_shortfall_ + shape_.horizons.size();
    first_target_ = first_account_ + shape_.horizons.size() * size(shape_.accounts);
    npv_ = first_target_ + size(shape_.targets);
    values_ = Zeroed<std::int64_t>((npv_ + 2) * rows());
    months_ = Zeroed<std::int16_t>(month_columns(shape_) * rows());
    outcomes_ = Zeroed<TargetOutcome>(size(shape_.targets) * rows());
    if (shape_.sampling == Sampling::weighted) { weights_ = Zeroed<std::int64_t>(rows()); }
}

double Scores::bytes_for(const Shape& shape, std::int64_t paths) {
    const Scores none(shape, 0);
    const double row =
        static_cast<double>((none.npv_ + 2) * sizeof(std::int64_t) + month_columns(shape) * sizeof(std::int16_t) +
                            size(shape.targets) * sizeof(TargetOutcome)) +
        (shape.sampling == Sampling::weighted ? sizeof(std::int64_t) : 0.0);
    return row * static_cast<double>(paths);
}

int Scores::date_of(int month) const {
    const auto place = std::find(dates_.begin(), dates_.end(), month);
    return place == dates_.end() ? -1 : static_cast<int>(place - dates_.begin());
}

std::size_t Scores::measure_column(int date, Measure measure) const {
    return size(date) * kMeasures + static_cast<std::size_t>(measure);
}

std::size_t Scores::bank_column(int horizon, int bank, Measure measure) const {
    assert(measure == Measure::pool_net_loss || measure == Measure::bank_net_loss);
    const std::size_t which = measure == Measure::pool_net_loss ? 0 : 1;
    return first_bank_ + (size(horizon) * size(shape_.banks) + size(bank)) * kBankMeasures + which;
}

Scores::Column Scores::measure(int date, Measure measure) const { return column(measure_column(date, measure)); }

Scores::Column Scores::bank(int horizon, int bank, Measure measure) const {
    return column(bank_column(horizon, bank, measure));
}

Scores::Column Scores::shortfall(int horizon) const { return column(first_shortfall_ + size(horizon)); }
Scores::Column Scores::account_balance(int horizon, int account) const {
    return column(first_account_ + size(horizon) * size(shape_.accounts) + size(account));
}
Scores::Column Scores::target(int target) const { return column(first_target_ + size(target)); }
Scores::Column Scores::npv_cost() const { return column(npv_); }
Scores::Column Scores::npv_lending() const { return column(npv_ + 1); }

std::span<const TargetOutcome> Scores::target_outcome(int target) const {
    return outcomes_.part(size(target) * rows(), rows());
}

std::span<std::int64_t> Scores::measure_for_writing(int date, Measure measure) {
    return column_for_writing(measure_column(date, measure));
}

std::span<std::int64_t> Scores::bank_for_writing(int horizon, int bank, Measure measure) {
    return column_for_writing(bank_column(horizon, bank, measure));
}

void Scores::write_events(std::int64_t path, const PathScores& scores) {
    assert(path >= 0 && path < paths_);
    const auto row = static_cast<std::size_t>(path);
    if (shape_.sampling == Sampling::weighted) { weights_.data()[row] = scores.weight; }
    for (std::size_t h = 0; h < shape_.horizons.size(); ++h) {
        write_nonzero(column_for_writing(first_shortfall_ + h), row, scores.shortfall[h]);
    }
    for (std::size_t i = 0; i < shape_.horizons.size() * size(shape_.accounts); ++i) {
        const auto balance = static_cast<std::size_t>(AccountLine::balance);
        write_nonzero(column_for_writing(first_account_ + i), row, scores.accounts[i * kAccountLines + balance]);
    }
    for (std::size_t t = 0; t < size(shape_.targets); ++t) {
        const TargetScore& target = scores.targets[t];
        write_nonzero(column_for_writing(first_target_ + t), row, target.value);
        write_nonzero(outcomes_.part(t * rows(), rows()), row, target.met ? 0 : 1 + target.bound_by);
    }
    const PresentValue npv = present_value(scores, shape_);
    write_nonzero(column_for_writing(npv_), row, npv.cost);
    write_nonzero(column_for_writing(npv_ + 1), row, npv.lending);

    const auto month = [&](std::size_t number) { return months_.part(number * rows(), rows()); };
    write_nonzero(month(0), row, scores.depleted_month);
    write_nonzero(month(1), row, scores.macro_below_zero_month);
    for (std::size_t member = 0; member < size(shape_.breaker_members); ++member) {
        write_nonzero(month(2 + 2 * member), row, scores.first_stop[member]);
        write_nonzero(month(3 + 2 * member), row, scores.first_warn[member]);
    }
    const std::size_t first_account = 2 + 2 * size(shape_.breaker_members);
    for (std::size_t account = 0; account < size(shape_.accounts); ++account) {
        write_nonzero(month(first_account + account), row, scores.account_depleted[account]);
    }
}

} // namespace kdt::tally
