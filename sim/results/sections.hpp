#pragma once

#include "results/convert.hpp"
#include "results/results.hpp"
#include "results/summarise.hpp"
#include "tally/digest.hpp"
#include "tally/evidence.hpp"
#include "tally/sample.hpp"

#include <memory>

// The parts of `summarise`, one a file. Each fills its own fields of Results and reads what stands before it.
namespace kdt::results {

/// What every part reads.
struct Source {
    const Frame& frame;
    const tally::Scores* exact;  ///< each path's scores; null: the digest has their laws in bins
    const tally::Sample* sample; ///< of these scores; null with them
    const tally::Digest& digest;
    const tally::Tally& tally;
    const Rules& rules;
    const Parallel& parallel; ///< never empty
    const tally::Evidence& evidence;

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

    // Chances, certain where nothing is drawn.
    /// By the end of a month.
    Probability happened(tally::PathEvent event, int month) const { return as_drawn(evidence.happened(event, month)); }
    /// Where nothing is drawn there is no good economy to speak of, and no false alarm.
    Probability false_alarm(tally::PathEvent stop, int horizon) const {
        return frame.drawn ? evidence.false_alarm(stop, horizon) : Probability{};
    }
    Probability met(int target) const { return as_drawn(evidence.met(target)); }
    Probability reached(int target, const tally::Law& law, std::int64_t amount) const {
        return as_drawn(evidence.reached(target, law, amount));
    }

private:
    Probability as_drawn(Probability chance) const {
        if (!frame.drawn) { chance.lo = chance.hi = chance.value; }
        return chance;
    }
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
