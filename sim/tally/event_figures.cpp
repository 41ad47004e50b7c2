#include "tally/event_figures.hpp"

#include "tally/exact.hpp"

namespace kdt::tally {

BatchedEvents::BatchedEvents(const Shape& shape)
    : first_cut_(2 * size(shape.products) * kRefusals), first_share_(first_cut_ + 2 * size(shape.cuts)),
      first_funder_(first_share_ + 2 * size(shape.products)),
      first_account_(first_funder_ + shape.horizons.size() * size(shape.funder_lines)),
      first_lent_(first_account_ + shape.horizons.size() * size(shape.accounts) * kAccountLines),
      first_defaulted_(first_lent_ + size(shape.cohorts)),
      first_stopped_(first_defaulted_ + size(shape.cohorts) * size(shape.months)),
      count_(first_stopped_ + size(shape.breaker_members) * (size(shape.months) + 1)), sums_(count_) {}

void BatchedEvents::add(std::int64_t path, std::int64_t weight, const PathScores& scores) {
    const auto take = [&](std::size_t place, std::int64_t score) {
        if (score != 0) { sums_.add(place, path, weight, score); }
    };
    const auto take_counted = [&](std::size_t first, const std::vector<CountedAmount>& counted) {
        for (std::size_t i = 0; i < counted.size(); ++i) {
            take(first + 2 * i, counted[i].count);
            take(first + 2 * i + 1, counted[i].amount);
        }
    };
    const auto take_all = [&](std::size_t first, const auto& values) {
        for (std::size_t i = 0; i < values.size(); ++i) { take(first + i, values[i]); }
    };
    take_counted(0, scores.refusals);
    take_counted(first_cut_, scores.cuts);
    for (std::size_t product = 0; product < scores.granted_principal.size(); ++product) {
        take(pool_share(product), in_fen(scores.pool_share_of_it[product]));
        take(pool_share(product) + 1, scores.granted_principal[product]);
    }
    take_all(first_funder_, scores.funders);
    take_all(first_account_, scores.accounts);
    take_all(first_lent_, scores.cohort_lent);
    take_all(first_defaulted_, scores.cohort_defaulted);
    take_all(first_stopped_, scores.stopped);
}

CountedEstimate EventFigures::refused(int product, Refusal reason) const {
    return batched_ == nullptr ? counted(events_->refused(product, reason))
                               : counted(batched_->refused(size(product), static_cast<std::size_t>(reason)));
}

CountedEstimate EventFigures::cut(int rule) const {
    return batched_ == nullptr ? counted(events_->cut(rule)) : counted(batched_->cut(size(rule)));
}

Estimate EventFigures::pool_share(int product) const {
    if (batched_ == nullptr) { return events_->pool_share(product).ratio(paths_); }
    const std::size_t place = batched_->pool_share(size(product));
    return ratio_of(batched_->at(place), batched_->at(place + 1), *weights_);
}

Estimate EventFigures::funder_line(int horizon, int line) const {
    return batched_ == nullptr ? mean_of(events_->funder_line(horizon, line), paths_)
                               : mean(batched_->funder(size(horizon) * size(shape_->funder_lines) + size(line)));
}

Estimate EventFigures::account_line(int horizon, int account, AccountLine line) const {
    if (batched_ == nullptr) { return mean_of(events_->account_line(horizon, account, line), paths_); }
    const std::size_t row = size(horizon) * size(shape_->accounts) + size(account);
    return mean(batched_->account(row * kAccountLines + static_cast<std::size_t>(line)));
}

Estimate EventFigures::lent(int cohort) const {
    return batched_ == nullptr ? mean_of(events_->lent(cohort), paths_) : mean(batched_->lent(size(cohort)));
}

std::vector<Estimate> EventFigures::default_curve(int cohort) const {
    if (batched_ == nullptr) { return events_->default_curve(cohort, paths_); }
    const BatchSum& lent = batched_->at(batched_->lent(size(cohort)));
    BatchSum so_far;
    std::vector<Estimate> curve;
    for (std::size_t age = 0; age < size(shape_->months); ++age) {
        merge(so_far, batched_->at(batched_->defaulted(size(cohort) * size(shape_->months) + age)));
        curve.push_back(ratio_of(so_far, lent, *weights_));
    }
    return curve;
}

double EventFigures::stopped(int member, int month) const {
    const std::size_t place = size(member) * (size(shape_->months) + 1) + size(month);
    return batched_ == nullptr ? static_cast<double>(events_->stopped(member, month)) / static_cast<double>(paths_)
                               : mean(batched_->stopped(place)).value.value_or(0.0);
}

} // namespace kdt::tally
