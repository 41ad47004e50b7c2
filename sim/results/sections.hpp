#pragma once

#include "results/convert.hpp"
#include "results/results.hpp"
#include "results/summarise.hpp"
#include "tally/sample.hpp"

// The parts of `summarise`, one a file. Each fills its own fields of Results and reads what stands before it.
namespace kdt::results {

/// What every part reads.
struct Source {
    const Frame& frame;
    const tally::Scores& scores;
    const tally::Tally& tally;
    const Rules& rules;
    const Parallel& parallel; ///< never empty
    const tally::Sample& sample;

    const tally::Shape& shape() const { return scores.shape(); }
    double per(Measure measure) const { return scores_per(tally::info(measure).unit, frame.unit); }
    double per_money() const { return scores_per(tally::ScoreUnit::fen, frame.unit); }
    /// The chance of what happens on a path, or does among those of which `among(path)` holds; certain where nothing is
    /// drawn.
    template <class Happened>
    Probability chance(Happened happened) const {
        return as_drawn(sample.chance(happened));
    }
    template <class Happened, class Among>
    Probability chance(Happened happened, Among among) const {
        return as_drawn(sample.chance(happened, among));
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
