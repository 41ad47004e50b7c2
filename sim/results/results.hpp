#pragma once

#include "results/frame.hpp"
#include "tally/account_line.hpp"
#include "tally/estimate.hpp"
#include "tally/funder_line.hpp"
#include "tally/measure.hpp"
#include "tally/path_scores.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// All figures of a run, as summary.json holds them and as every report shows them. Money in the scenario's unit,
// ratios as fractions, leverage as a multiple, counts as counts. What a report shows is here: writers compute nothing.
namespace kdt::results {

/// A missing figure is empty (null in JSON).
using Number = std::optional<double>;
using tally::Estimate;
using tally::Measure;
using tally::Probability;

/// An ordered map; order is the order of files and tables.
template <class Key, class Value>
class Ordered {
public:
    Value& add(Key key, Value value = {}) {
        entries_.emplace_back(std::move(key), std::move(value));
        return entries_.back().second;
    }
    template <class Name>
    const Value* find(const Name& key) const {
        for (const auto& [name, value] : entries_) {
            if (name == key) { return &value; }
        }
        return nullptr;
    }
    template <class Name>
    Value* find(const Name& key) {
        return const_cast<Value*>(std::as_const(*this).find(key));
    }
    std::size_t size() const { return entries_.size(); }
    bool empty() const { return entries_.empty(); }
    auto begin() const { return entries_.begin(); }
    auto end() const { return entries_.end(); }

private:
    std::vector<std::pair<Key, Value>> entries_;
};

template <class Value>
using Named = Ordered<std::string, Value>;
template <class Value>
using ByMonth = Ordered<int, Value>;

/// A figure with its 95 % interval.
struct Ranged {
    Number value;
    Number lo;
    Number hi;
};

/// One measure at one month or over one year. Keys are levels as text, ascending ("0.005", …, "0.999").
struct Distribution {
    Estimate mean;
    Estimate sd;
    Named<Ranged> quantile; ///< empty for groups that carry mean and sd only
    Named<Estimate> es;     ///< losses only
    Named<Ranged> ul;       ///< losses only: quantile − mean; the interval is the quantile's, moved
};

using Measures = Ordered<Measure, ByMonth<Distribution>>;
using Chances = ByMonth<Probability>; ///< by horizon

/// Probabilities of the scheme or of one group.
struct Probabilities {
    Chances pool_depleted;       ///< scheme only
    Chances any_breaker_stop;    ///< scheme only: any breaker, any member
    Named<Chances> breaker_stop; ///< by breaker; for the scheme: of any member
    Named<Chances> breaker_warn;
    Named<Chances> false_alarm; ///< among the paths whose macro factor is never below 0 up to the horizon
};

struct Depletion {
    std::int64_t events = 0;             ///< paths depleted by the horizon; what follows is over these
    Number time_p05, time_p50, time_p95; ///< months
    Estimate shortfall_mean;             ///< the largest unmet need up to the horizon
    Number shortfall_p95;
    Estimate shortfall_all_mean; ///< the same over all paths, 0 where the pool held
    Named<Ranged> shortfall_all; ///< its quantiles at the levels
};

struct TargetResult {
    double amount = 0.0;
    Probability probability;
    Estimate mean;
    Number p10, p50, p90;
    Number pool_needed; ///< amount ÷ multiple, contract arithmetic; empty without a multiple
    Number gap;         ///< what the opening balance lacks of it, not below 0
    /// Shares of the paths that miss, by what bound; they sum to 1. Empty when none misses.
    Number demand, capacity, bank_plan, breaker;
};

/// Probability that an amount is reached, on a grid of amounts that holds the target.
struct TargetCurve {
    std::vector<double> amounts;
    std::vector<Probability> probability;
};

/// One measure by month from 0. At dates with exact columns the bands are exact, else within 0.1 %.
struct Series {
    std::vector<Number> mean, se, p05, p25, p50, p75, p95;
};

/// So many refusals or cuts, and what they come to.
struct Counted {
    Estimate count;
    Estimate amount;
};

/// Default curve of the loans of a calendar quarter: by age 1.., as far as all its loans are seen.
struct Vintage {
    std::string name; ///< "2022Q1"
    int first_month = 1;
    int last_month = 1;
    Estimate lent;
    std::vector<Estimate> default_rate;
};

/// Equal bins over the middle of a distribution; what lies outside is counted in the first and last bin.
struct Histogram {
    std::vector<double> edges;  ///< bins + 1, ascending
    std::vector<double> counts; ///< paths; in a weighted run the part of all weight times the number of paths
    double zeros = 0.0;         ///< the same at exactly 0, which is in no bin
};

/// One of the pool's accounts at a horizon; lines as tally::AccountLine, the balance in full.
struct AccountMonth {
    std::array<Estimate, tally::kAccountLines> lines;
    Distribution balance;
    Probability depleted; ///< by then a claim paid from it that no breaker holds has found too little money
};

struct Account {
    Number opening;
    ByMonth<AccountMonth> months;
};

struct Group {
    Measures measures;
    Probabilities probabilities; ///< only breakers whose scope is this kind of group
};

/// Numbers of the paths with the greatest pool_net_loss at the last horizon, worst first.
struct TailPaths {
    Measure measure = Measure::pool_net_loss;
    int month = 0;
    std::vector<std::int64_t> paths;
};

struct Results {
    Frame frame;
    std::vector<int> horizons;
    std::vector<std::string> levels; ///< all kept, ascending

    Measures measures;
    Probabilities probabilities;
    ByMonth<Depletion> depletion;
    Named<TargetResult> targets;
    Named<TargetCurve> target_curves;
    Ordered<Measure, Series> series;
    Named<Measures> years; ///< "2022": flows of the year, levels at its end; the key of ByMonth is its last month
    /// Ratios of means at the horizons, "npl_ratio" bad ÷ (performing + bad), "claims_ratio" claims paid ÷ lending,
    /// "recovery_rate" recoveries net of cost ÷ defaulted principal.
    Named<ByMonth<Estimate>> ratios;
    Named<Number> break_even; ///< by product: 1 ÷ (mean pool share · multiple)
    Named<Number> pool_share; ///< by product: principal-weighted mean share of the pool
    Estimate npv_cost, npv_lending;
    Estimate cost_per_100; ///< 元 per 100 元 of lending; to public money, the subsidies of the budget included
    Named<std::array<Counted, tally::kRefusals>> refusals; ///< by product, in the order of tally::Refusal
    Named<Counted> cuts;                                   ///< of claims, by the key of the rule
    Ordered<Measure, ByMonth<Histogram>> histograms;
    std::vector<Vintage> vintages;
    /// By breaker and member: share of paths on which its stop is in force, by month from 0.
    Named<Named<std::vector<Number>>> breaker_by_month;
    std::array<Named<Group>, kGroupKinds> groups;                      ///< by GroupKind
    Named<ByMonth<std::array<Estimate, tally::kFunderLines>>> funders; ///< by funder; lines as tally::FunderLine
    std::optional<Account> common_account;                             ///< only where accounts are kept
    Named<Account> accounts;                                           ///< by bank that has its own
    TailPaths tail_paths;
};

} // namespace kdt::results
