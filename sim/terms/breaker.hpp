#pragma once

#include "base/money.hpp"

#include <optional>
#include <string_view>
#include <vector>

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

/// Whose payments the metrics on claims count: the pool's; the guarantor's, before re-guarantors take their part over;
/// all parties' but the bank's.
enum class Payer { pool, guarantor, all };

/// "pool", "guarantor", "all".
std::string_view name_of(Payer payer);

/// Whether the metric counts payments on claims.
bool counts_claims(Metric metric);

/// When a stop in force ends.
enum class Resume {
    below,        ///< at a review whose ratio is below `resume_below`
    after_months, ///< after so many months in force, whatever the ratio
    year_end,     ///< for January, whatever the ratio
    never,
};

/// A warning and stop rule (熔断) on one ratio.
struct BreakerRule {
    Scope scope = Scope::scheme;
    Metric metric = Metric::bad_balance_over_balance;
    Payer payer = Payer::pool;        ///< of metrics on claims
    std::vector<int> products;        ///< what is measured and what is halted; empty: all
    std::optional<double> warn_above; ///< absent: never warns
    std::optional<double> stop_above; ///< absent: never stops
    bool halts_lending = false;
    bool halts_claims = false;
    int review_months = 1;
    Resume resume = Resume::below;
    double resume_below = 0.0;   ///< `below`; filled on loading: the warn, else the stop level, where not given
    int resume_after_months = 0; ///< `after_months`: how many months a stop is in force, at least 1
};

/// Whether a review in this calendar month (1–12) may stop. Under `year_end` a December's may not: its stop would end
/// before it is in force.
bool may_stop(const BreakerRule& rule, int calendar_month);

/// Whether a stop made at the review of month `stopped_in` ends with `month`, by the calendar alone: from the next
/// month on it is no longer in force.
bool lapses(const BreakerRule& rule, int stopped_in, int month, int calendar_month);

/// The metric's name in scenarios and results, "bad_balance_over_balance".
std::string_view name_of(Metric metric);

/// Whether a product is among those measured and halted.
bool watches(const BreakerRule& rule, int product);

/// The money a breaker looks at, for one member of its scope. Claims are those of its payer.
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
