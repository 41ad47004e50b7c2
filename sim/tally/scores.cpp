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
    std::int64_t cost_before = cost(scores, 0);
    std::int64_t lent_before = scores.at(0, Measure::disbursed);
    for (int month = 1; month <= shape.months; ++month) {
        const double discount = shape.discount[size(month)];
        const std::int64_t cost_now = cost(scores, month);
        const std::int64_t lent_now = scores.at(month, Measure::disbursed);
        npv_cost += discount * static_cast<double>(cost_now - cost_before);
        npv_lending += discount * static_cast<double>(lent_now - lent_before);
        cost_before = cost_now;
        lent_before = lent_now;
    }
    return {std::llround(npv_cost), std::llround(npv_lending)};
}

/// Depletion of the pool, the macro factor below zero, each breaker member's first stop and warning, depletion of each
/// account.
std::size_t month_columns(const Shape& shape) { return 2 + 2 * size(shape.breaker_members) + size(shape.accounts); }

std::size_t weight_columns(const Shape& shape) { return shape.sampling == Sampling::weighted ? 1 : 0; }

/// Pages that hold nothing but zeros stay unwritten and cost no memory.
template <class T, class Value>
void write_nonzero(std::span<T> column, std::size_t row, Value value) {
    if (value != 0) { column[row] = static_cast<T>(value); }
}

} // namespace

Scores::Scores(Shape shape, std::int64_t paths, std::int64_t first_path) : shape_(std::move(shape)) {
    assert(shape_.discount.size() == size(shape_.months) + 1);
    dates_ = merged(shape_.horizons, shape_.year_ends);
    first_bank_ = dates_.size() * kMeasures;
    first_shortfall_ = first_bank_ + shape_.horizons.size() * size(shape_.banks) * kBankMeasures;
    first_account_ = first_shortfall_ + shape_.horizons.size();
    first_target_ = first_account_ + shape_.horizons.size() * size(shape_.accounts);
    npv_ = first_target_ + size(shape_.targets);
    restart(first_path, paths);
}

void Scores::restart(std::int64_t first_path, std::int64_t paths) {
    assert(first_path >= 0 && paths >= 0);
    first_ = first_path;
    paths_ = paths;
    const auto rows = static_cast<std::size_t>(paths);
    values_ = Columns<std::int64_t>(npv_ + 2, rows);
    months_ = Columns<std::int16_t>(month_columns(shape_), rows);
    outcomes_ = Columns<TargetOutcome>(size(shape_.targets), rows);
    weights_ = Columns<std::int64_t>(weight_columns(shape_), rows);
}

void Scores::resize(std::int64_t paths) {
    const auto rows = static_cast<std::size_t>(paths);
    values_.resize(rows);
    months_.resize(rows);
    outcomes_.resize(rows);
    weights_.resize(rows);
    paths_ = paths;
}

void Scores::append(const Scores& next) {
    assert(next.first_ == first_ + paths_);
    values_.append(next.values_);
    months_.append(next.months_);
    outcomes_.append(next.outcomes_);
    weights_.append(next.weights_);
    paths_ += next.paths_;
}

void Scores::write(ByteWriter& out) const {
    out.put(first_).put(paths_);
    values_.write(out);
    months_.write(out);
    outcomes_.write(out);
    weights_.write(out);
}

void Scores::read(ByteReader& in, std::int64_t most) {
    in.expect(static_cast<std::uint64_t>(first_), "other paths");
    const auto paths = in.get<std::int64_t>();
    if (paths < 0 || paths > most) { throw BadBytes("a number of paths that cannot be"); }
    restart(first_, paths);
    values_.read(in);
    months_.read(in);
    outcomes_.read(in);
    weights_.read(in);
}

double Scores::bytes_for(const Shape& shape, std::int64_t paths) {
    const Scores none(shape, 0);
    const double row =
        static_cast<double>((none.columns() + weight_columns(shape)) * sizeof(std::int64_t) +
                            month_columns(shape) * sizeof(std::int16_t) + size(shape.targets) * sizeof(TargetOutcome));
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

Scores::Column Scores::shortfall(int horizon) const { return column(shortfall_column(horizon)); }
Scores::Column Scores::account_balance(int horizon, int account) const {
    return column(account_column(horizon, account));
}
Scores::Column Scores::target(int target) const { return column(target_column(target)); }
Scores::Column Scores::npv_cost() const { return column(npv_); }
Scores::Column Scores::npv_lending() const { return column(npv_ + 1); }

std::span<const TargetOutcome> Scores::target_outcome(int target) const { return outcomes_[size(target)]; }

std::span<std::int64_t> Scores::measure_for_writing(int date, Measure measure) {
    return values_.for_writing(measure_column(date, measure));
}

std::span<std::int64_t> Scores::bank_for_writing(int horizon, int bank, Measure measure) {
    return values_.for_writing(bank_column(horizon, bank, measure));
}

void Scores::write_events(std::int64_t path, const PathScores& scores) {
    assert(path >= first_ && path < first_ + paths_);
    const auto row = static_cast<std::size_t>(path - first_);
    if (weights_.count() > 0) { weights_.for_writing(0)[row] = scores.weight; }
    for (std::size_t h = 0; h < shape_.horizons.size(); ++h) {
        write_nonzero(values_.for_writing(first_shortfall_ + h), row, scores.shortfall[h]);
    }
    for (std::size_t i = 0; i < shape_.horizons.size() * size(shape_.accounts); ++i) {
        const auto balance = static_cast<std::size_t>(AccountLine::balance);
        write_nonzero(values_.for_writing(first_account_ + i), row, scores.accounts[i * kAccountLines + balance]);
    }
    for (std::size_t t = 0; t < size(shape_.targets); ++t) {
        const TargetScore& target = scores.targets[t];
        write_nonzero(values_.for_writing(first_target_ + t), row, target.value);
        write_nonzero(outcomes_.for_writing(t), row, target.met ? 0 : 1 + target.bound_by);
    }
    const PresentValue npv = present_value(scores, shape_);
    write_nonzero(values_.for_writing(npv_), row, npv.cost);
    write_nonzero(values_.for_writing(npv_ + 1), row, npv.lending);

    const auto month = [&](std::size_t number) { return months_.for_writing(number); };
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
