#include "terms/breaker.hpp"

#include "terms/party.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::terms {
namespace {

constexpr int kDecember = 12;

/// Sign of ratio − level by cross-multiplication; the denominator is positive.
int compare(Ratio ratio, Level level) {
    const __int128 left = static_cast<__int128>(ratio.numerator.count) * kTrillion;
    const __int128 right = static_cast<__int128>(ratio.denominator.count) * level.trillionths;
    return left < right ? -1 : (left > right ? 1 : 0);
}

} // namespace

bool may_stop(const BreakerRule& rule, int calendar_month) {
    return rule.resume != Resume::year_end || calendar_month != kDecember;
}

bool lapses(const BreakerRule& rule, int stopped_in, int month, int calendar_month) {
    switch (rule.resume) {
    case Resume::after_months: return month >= stopped_in + rule.resume_after_months;
    case Resume::year_end: return calendar_month == kDecember;
    case Resume::below:
    case Resume::never: break;
    }
    return false;
}

std::string_view name_of(Metric metric) {
    switch (metric) {
    case Metric::bad_balance_over_balance: return "bad_balance_over_balance";
    case Metric::bad_over_lending_in_year: return "bad_over_lending_in_year";
    case Metric::claims_over_lending_in_year: return "claims_over_lending_in_year";
    case Metric::claims_over_matured_in_year: return "claims_over_matured_in_year";
    case Metric::cumulative_claims_over_cumulative_lending: return "cumulative_claims_over_cumulative_lending";
    case Metric::claims_over_pool: return "claims_over_pool";
    }
    return {};
}

std::string_view name_of(Payer payer) {
    switch (payer) {
    case Payer::pool: return "pool";
    case Payer::guarantor: return "guarantor";
    case Payer::all: return "all";
    }
    return {};
}

bool counts_claims(Metric metric) {
    return metric != Metric::bad_balance_over_balance && metric != Metric::bad_over_lending_in_year;
}

bool watches(const BreakerRule& rule, int product) {
    return rule.products.empty() ||
           std::find(rule.products.begin(), rule.products.end(), product) != rule.products.end();
}

Ratio measure(Metric metric, const Exposure& exposure) {
    switch (metric) {
    case Metric::bad_balance_over_balance: return {exposure.bad, exposure.performing + exposure.bad};
    case Metric::bad_over_lending_in_year: return {exposure.defaulted_in_year, exposure.lent_in_year};
    case Metric::claims_over_lending_in_year: return {exposure.claims_in_year, exposure.lent_in_year};
    case Metric::claims_over_matured_in_year: return {exposure.claims_in_year, exposure.matured_in_year};
    case Metric::cumulative_claims_over_cumulative_lending: return {exposure.claims_so_far, exposure.lent_so_far};
    case Metric::claims_over_pool: return {exposure.claims_in_year, exposure.pool_at_start_of_year};
    }
    return {};
}

Level Level::of(double fraction) {
    return Level{static_cast<std::int64_t>(std::llround(fraction * static_cast<double>(kTrillion)))};
}

bool above(Ratio ratio, Level level) {
    if (ratio.denominator <= Fen{}) { return ratio.numerator > Fen{}; }
    return compare(ratio, level) > 0;
}

bool below(Ratio ratio, Level level) {
    if (ratio.denominator <= Fen{}) { return ratio.numerator <= Fen{} && level.trillionths > 0; }
    return compare(ratio, level) < 0;
}

} // namespace kdt::terms
