#include "tally/path_scores.hpp"

#include <algorithm>

namespace kdt::tally {
namespace {

template <class T>
void zero(std::vector<T>& values) {
    std::fill(values.begin(), values.end(), T{});
}

} // namespace

void PathScores::fit(const Shape& shape) {
    const std::size_t months = size(shape.months) + 1;
    series.resize(months * kMeasures);
    groups.resize(shape.horizons.size() * size(shape.groups) * kMeasures);
    shortfall.resize(shape.horizons.size());
    first_stop.resize(size(shape.breaker_members));
    first_warn.resize(size(shape.breaker_members));
    stopped.resize(size(shape.breaker_members) * months);
    targets.resize(size(shape.targets));
    refusals.resize(size(shape.products) * kRefusals);
    cuts.resize(size(shape.cuts));
    granted_principal.resize(size(shape.products));
    pool_share_of_it.resize(size(shape.products));
    funders.resize(shape.horizons.size() * size(shape.funder_lines));
    accounts.resize(shape.horizons.size() * size(shape.accounts) * kAccountLines);
    account_depleted.resize(size(shape.accounts));
    cohort_lent.resize(size(shape.cohorts));
    cohort_defaulted.resize(size(shape.cohorts) * size(shape.months));
    zero(series);
    zero(groups);
    zero(cohort_defaulted);
    clear();
}

void PathScores::clear() {
    weight = kUnitWeight;
    depleted_month = 0;
    zero(shortfall);
    zero(first_stop);
    zero(first_warn);
    zero(stopped);
    macro_below_zero_month = 0;
    zero(targets);
    zero(refusals);
    zero(cuts);
    zero(granted_principal);
    zero(pool_share_of_it);
    zero(funders);
    zero(accounts);
    zero(account_depleted);
    clear_cohorts();
}

void PathScores::clear_cohorts() {
    const std::size_t ages = cohort_lent.empty() ? 0 : cohort_defaulted.size() / cohort_lent.size();
    for (std::size_t cohort = 0; cohort < cohort_lent.size(); ++cohort) {
        if (cohort_lent[cohort] == 0) { continue; }
        cohort_lent[cohort] = 0;
        std::fill_n(cohort_defaulted.begin() + static_cast<std::ptrdiff_t>(cohort * ages), ages, 0);
    }
}

} // namespace kdt::tally
