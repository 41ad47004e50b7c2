#include "reports/what_binds.hpp"

#include "results/catalogue.hpp"

#include <array>

namespace kdt::reports {

WorstYear worst_year(const results::Results& results) {
    const std::string bad = results::bad_level(results);
    WorstYear worst;
    for (const auto& [year, measures] : results.years) {
        const results::Ranged& paid = *measures.find(results::Measure::claims_paid)->begin()->second.quantile.find(bad);
        if (worst.year.empty() || paid.value.value_or(0.0) > worst.paid.value.value_or(0.0)) { worst = {year, paid}; }
    }
    return worst;
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
