#pragma once

#include "base/money.hpp"

#include <optional>

namespace kdt::terms {

enum class Metric {
    bad_balance_over_balance,
    bad_over_lending_in_year,
    claims_over_lending_in_year,
    claims_over_matured_in_year,
    cumulative_claims_over_cumulative_lending,
    claims_over_pool,
};

enum class Scope { scheme, bank, product, sector };

/// A warning and stop rule (熔断) on one ratio.
struct BreakerRule {
    Scope scope = Scope::scheme;
    Metric metric = Metric::bad_balance_over_balance;
    std::optional<double> warn_above; ///< absent: never warns
    std::optional<double> stop_above; ///< absent: never stops
    bool halts_lending = false;
    bool halts_claims = false;
    int review_months = 1;
    double resume_below = 0.0; ///< filled on loading: the warn, else the stop level, where not given
};

/// The money a breaker looks at, for one member of its scope.
struct Exposure {
    Fen performing;
    Fen bad;
    Fen defaulted_in_year;
    Fen lent_in_year;
    Fen claims_in_year;
    Fen matured_in_year;
    Fen claims_so_far;
    Fen lent_so_far;
    Fen pool_at_start_of_year;
};

/// A ratio kept as its two sums, so that it is compared without division.
struct Ratio {
    Fen numerator;
    Fen denominator;
};

Ratio measure(Metric metric, const Exposure& exposure);

/// A level as an exact multiple of 10^-12, so that comparisons are made in integers.
struct Level {
    std::int64_t trillionths = 0;
    static Level of(double fraction);
};

/// ratio > level, strictly; 0/0 counts as 0 and x/0 as above every level.
bool above(Ratio ratio, Level level);
/// ratio < level, strictly.
bool below(Ratio ratio, Level level);

} // namespace kdt::terms
