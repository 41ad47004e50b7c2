#include "scenario/demand.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kdt::scenario {
namespace {

/// The part of a year's rate that falls in a month, for what leaves: twelve of them leave (1 − rate) of a firm.
double monthly_part(double rate_per_year) { return 1.0 - std::pow(1.0 - rate_per_year, 1.0 / 12.0); }

/// The state of all tiers a month later.
std::vector<double> a_month_later(const std::vector<Tier>& tiers, const std::vector<double>& firms) {
    std::vector<double> next(tiers.size(), 0.0);
    for (std::size_t tier = 0; tier < tiers.size(); ++tier) {
        const FirmFlows& flows = tiers[tier].flows;
        const double stay = firms[tier] * (1.0 - monthly_part(flows.exit_per_year));
        const double promoted = flows.promote_to ? stay * monthly_part(flows.promotion_per_year) : 0.0;
        const double enter =
            firms[tier] * (std::pow(1.0 + flows.entry_per_year, 1.0 / 12.0) - 1.0) + flows.entrants_per_year / 12.0;
        next[tier] += stay - promoted + enter;
        if (flows.promote_to) { next[static_cast<std::size_t>(*flows.promote_to)] += promoted; }
    }
    return next;
}

double firms_at_start(const Scenario& scenario, int tier, int month) {
    return scenario.firms[static_cast<std::size_t>(tier)][static_cast<std::size_t>(month - 1)];
}

} // namespace

std::vector<std::vector<double>> firms_by_month(const std::vector<Tier>& tiers, int months) {
    std::vector<double> now;
    for (const Tier& tier : tiers) { now.push_back(tier.firms.value_or(0)); }
    std::vector<std::vector<double>> out(tiers.size());
    for (int month = 0; month <= months; ++month) {
        for (std::size_t tier = 0; tier < tiers.size(); ++tier) { out[tier].push_back(now[tier]); }
        now = a_month_later(tiers, now);
    }
    return out;
}

double expected_applications(const Scenario& scenario, const DemandRow& row, int month) {
    if (month < scenario.products[static_cast<std::size_t>(row.product)].starts_month) { return 0.0; }
    const double of_a_month = row.applications_per_firm_year
                                  ? firms_at_start(scenario, row.tier, month) * *row.applications_per_firm_year / 12.0
                                  : row.loans_per_month;
    const int calendar = scenario.as_of.plus(month).month();
    return of_a_month * scenario.lending.seasonality[static_cast<std::size_t>(calendar - 1)] *
           std::pow(1.0 + scenario.lending.growth_per_year, (month - 1) / 12.0) * scenario.stress.demand_multiplier;
}

double largest_line(const Scenario& scenario, int product, int tier) {
    double largest = std::numeric_limits<double>::infinity();
    for (const auto& cap :
         {scenario.products[static_cast<std::size_t>(product)].borrower_cap,
          scenario.tiers[static_cast<std::size_t>(tier)].borrower_cap, scenario.lending.borrower_cap}) {
        if (cap) { largest = std::min(largest, static_cast<double>(cap->count)); }
    }
    return largest;
}

} // namespace kdt::scenario
