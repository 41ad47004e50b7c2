#pragma once

#include "results/convert.hpp"
#include "results/results.hpp"
#include "results/summarise.hpp"
#include "tally/digest.hpp"

#include <memory>

// The parts of `summarise`, one a file. Each fills its own fields of Results and reads what stands before it.
namespace kdt::results {

/// What every part reads.
struct Source {
    const Frame& frame;
    const tally::Scores* exact; ///< each path's scores; null: the digest has their laws in bins
    const tally::Digest& digest;
    const tally::Tally& tally;
    const Rules& rules;
    const Parallel& parallel; ///< never empty

    const tally::Shape& shape() const { return digest.shape(); }
    std::int64_t paths() const { return digest.paths(); }
    const std::vector<int>& dates() const { return digest.layout().dates(); }
    int date_of(int month) const { return digest.layout().date_of(month); }
    using Law = std::unique_ptr<tally::Law>;
    Law measure(int date, Measure measure) const;
    /// A year's flow, the difference between the ends of two years; the first year's is the measure itself.
    Law flow(int year, Measure measure) const;
    /// pool_net_loss or bank_net_loss of a bank.
    Law of_bank(int horizon, int bank, Measure measure) const;
    Law shortfall(int horizon) const;
    Law shortfall_given_depletion(int horizon) const;
    Law account_balance(int horizon, int account) const;
    Law target(int target) const;
    double per(Measure measure) const { return scores_per(tally::info(measure).unit, frame.unit); }
    double per_money() const { return scores_per(tally::ScoreUnit::fen, frame.unit); }
    /// The chance of what happened on `events` of `n` paths; certain where nothing is drawn.
    Probability chance(std::int64_t events, std::int64_t n) const;
};

void summarise_measures(const Source& source, Results& results);      ///< measures, years, series, histograms
void summarise_groups(const Source& source, Results& results);        ///< banks, products, tiers, sectors: measures
void summarise_probabilities(const Source& source, Results& results); ///< of the scheme and of groups; by month
void summarise_depletion(const Source& source, Results& results);
void summarise_targets(const Source& source, Results& results); ///< targets and their curves
void summarise_funders(const Source& source, Results& results);
void summarise_accounts(const Source& source, Results& results); ///< sub-accounts
void summarise_contract(const Source& source, Results& results); ///< break-even, NPV, refusals, vintages, tail

} // namespace kdt::results
