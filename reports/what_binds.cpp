#include "reports/what_binds.hpp"

#include "results/catalogue.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace kdt::reports {

namespace {

double paid_in(const YearsClaims& year) { return year.paid.value.value_or(0.0); }
bool pays_less(const YearsClaims& a, const YearsClaims& b) { return paid_in(a) < paid_in(b); }

std::vector<YearsClaims> claims_by_year(const results::Results& results) {
    const std::string bad = results::bad_level(results);
    std::vector<YearsClaims> years;
    for (const auto& [year, measures] : results.years) {
        years.push_back({year, *measures.find(results::Measure::claims_paid)->begin()->second.quantile.find(bad)});
    }
    return years;
}

} // namespace

bool told_apart(const results::Ranged& more, const results::Ranged& less, bool drawn) {
    const double greater = more.value.value_or(0.0);
    const double lesser = less.value.value_or(0.0);
    if (!drawn) { return greater > lesser; }
    if (!more.lo || !less.hi) { return false; }
    return greater - lesser > std::hypot(greater - *more.lo, *less.hi - lesser);
}

std::vector<YearsClaims> heaviest_years(const results::Results& results) {
    std::vector<YearsClaims> years = claims_by_year(results);
    const YearsClaims worst = *std::max_element(years.begin(), years.end(), pays_less);
    if (paid_in(worst) == 0.0) { return {}; }
    std::erase_if(years, [&](const YearsClaims& one) {
        return one.year == worst.year || told_apart(worst.paid, one.paid, results.frame.drawn);
    });
    years.insert(years.begin(), worst);
    return years;
}

std::optional<YearsClaims> least_of_level_years(const results::Results& results) {
    const std::vector<YearsClaims> years = heaviest_years(results);
    if (years.size() < 2 || years.size() != claims_by_year(results).size()) { return {}; }
    return *std::min_element(years.begin(), years.end(), pays_less);
}

std::vector<std::string> names_of(const std::vector<YearsClaims>& years) {
    std::vector<std::string> names;
    for (const YearsClaims& one : years) { names.push_back(one.year); }
    std::sort(names.begin(), names.end());
    return names;
}

const results::BreakerFrame* likeliest_breaker(const results::Results& results) {
    const results::BreakerFrame* found = nullptr;
    double most = -1.0;
    for (const results::BreakerFrame& breaker : results.frame.breakers) {
        if (!breaker.stop_above) { continue; }
        const auto* chances = results.probabilities.breaker_stop.find(breaker.id);
        const double chance = chances->find(results.horizons.back())->value.value_or(0.0);
        if (chance > most) {
            most = chance;
            found = &breaker;
        }
    }
    return found;
}

Text main_reason(const results::TargetResult& target) {
    const std::array<std::pair<results::Number, Text>, 4> all = {{{target.demand, {"企业需求", "demand"}},
                                                                  {target.capacity, {"可用额度", "capacity"}},
                                                                  {target.bank_plan, {"银行计划", "bank plans"}},
                                                                  {target.breaker, {"熔断", "breakers"}}}};
    const std::pair<results::Number, Text>* greatest = nullptr;
    for (const auto& reason : all) {
        if (!reason.first || *reason.first == 0.0) { continue; }
        if (greatest == nullptr || *reason.first > *greatest->first) { greatest = &reason; }
    }
    return greatest == nullptr ? Text{} : greatest->second;
}

} // namespace kdt::reports
