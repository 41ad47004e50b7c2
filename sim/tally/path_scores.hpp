#pragma once

#include "tally/account_line.hpp"
#include "tally/measure.hpp"
#include "tally/sampling.hpp"
#include "tally/wide_sum.hpp"

#include <cstdint>
#include <vector>

namespace kdt::tally {

/// A number of things as the size of a container.
constexpr std::size_t size(int count) { return static_cast<std::size_t>(count); }

/// Sizes and calendars that all paths of a run share.
struct Shape {
    int months = 0;             ///< H
    std::vector<int> horizons;  ///< ascending, last = H
    std::vector<int> year_ends; ///< last month (≤ H) of each calendar year in the run, ascending, last = H
    int groups = 0;             ///< banks, then products, tiers, sectors, in file order
    int banks = 0;              ///< the first `banks` groups are banks
    int breaker_members = 0;    ///< each breaker has one member (scheme) or one per bank, product or sector
    std::vector<int> breakers;  ///< members of each breaker; their sum is breaker_members
    int targets = 0;
    int products = 0;
    int cuts = 0;                 ///< rules that cut claims or put them off
    int funder_lines = 0;         ///< funders times the lines of a funder's account
    int accounts = 0;             ///< in which the pool's cash is kept: the common one, then banks'; 0 for none
    int cohorts = 0;              ///< calendar quarters of lending, the first holding month 1
    std::vector<double> discount; ///< [month 0..H], (1+r)^(−t/12)
    Sampling sampling = Sampling::plain;
};

/// Why an application or renewal was refused: the first failing reason.
enum class Refusal : std::size_t { breaker, bank_plan, capacity };
inline constexpr std::size_t kRefusals = 3;

struct TargetScore {
    std::int64_t value = 0; ///< 分 lent or outstanding
    bool met = false;
    int bound_by = 0; ///< on a miss: 0 demand, else 1 + the Refusal
    friend bool operator==(const TargetScore&, const TargetScore&) = default;
};

/// So many refusals or cuts, and what they come to.
struct CountedAmount {
    std::int64_t count = 0;
    std::int64_t amount = 0; ///< 分
    friend bool operator==(const CountedAmount&, const CountedAmount&) = default;
};

/// All that one path is scored by. A worker reuses one; nothing here allocates after `fit`.
struct PathScores {
    std::int64_t weight = kUnitWeight;   ///< likelihood ratio, kUnitWeight for 1; read in weighted runs alone
    std::vector<std::int64_t> series;    ///< [(H+1) × kMeasures], month-major, month 0 is the opening state
    std::vector<std::int64_t> groups;    ///< [horizon][group][kMeasures]; only measures with by_group
    int depleted_month = 0;              ///< 0: never
    std::vector<std::int64_t> shortfall; ///< [horizon], 分: the largest unmet need up to then
    std::vector<int> first_stop;         ///< [member], month of the review that first stopped it; 0 never
    std::vector<int> first_warn;         ///< [member]
    std::vector<std::uint8_t> stopped;   ///< [member][month 0..H]: stop in force during the month
    int macro_below_zero_month = 0;      ///< first month of the first period with a negative macro factor; 0 never
    std::vector<TargetScore> targets;
    std::vector<CountedAmount> refusals;         ///< [product][kRefusals], whole horizon
    std::vector<CountedAmount> cuts;             ///< [rule], whole horizon
    std::vector<std::int64_t> granted_principal; ///< [product]: opening book and grants, 分
    std::vector<Int128> pool_share_of_it;        ///< [product]: Σ principal · pool share of its row, 10^-12 分
    std::vector<std::int64_t> funders;           ///< [horizon][funder][line], 分
    std::vector<std::int64_t> accounts;          ///< [horizon][account][line], 分
    std::vector<int> account_depleted;           ///< [account]: first month in which a claim found too little; 0 never
    std::vector<std::int64_t> cohort_lent;       ///< [cohort], 分
    std::vector<std::int64_t>
        cohort_defaulted; ///< [cohort that lent][age 1..H], 分 of principal defaulting at that age

    void fit(const Shape& shape); ///< sizes every vector; all zero
    void clear();                 ///< zero for the next path, but for series and groups, which it writes whole
    friend bool operator==(const PathScores&, const PathScores&) = default;

    std::int64_t& at(int month, Measure measure) {
        return series[static_cast<std::size_t>(month) * kMeasures + static_cast<std::size_t>(measure)];
    }
    std::int64_t at(int month, Measure measure) const {
        return series[static_cast<std::size_t>(month) * kMeasures + static_cast<std::size_t>(measure)];
    }

private:
    void clear_cohorts();
};

} // namespace kdt::tally
