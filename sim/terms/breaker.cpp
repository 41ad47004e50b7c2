#include "terms/breaker.hpp"

#include "terms/party.hpp"

#include <cmath>

namespace kdt::terms {
namespace {

/// Sign of ratio − level by cross-multiplication; the denominator is positive.
int compare(Ratio ratio, Level level) {
    const __int128 left = static_cast<__int128>(ratio.numerator.count) * kTrillion;
    const __int128 right = static_cast<__int128>(ratio.denominator.count) * level.trillionths;
    return left < right ? -1 : (left > right ? 1 : 0);
}

} // namespace

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
