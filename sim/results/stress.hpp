#pragma once

#include "results/results.hpp"
#include "tally/scores.hpp"

#include <string>
#include <vector>

namespace kdt::results {

/// One figure of an overlay beside the base.
struct StressFigure {
    std::string measure;   ///< "claims_paid", "shortfall", "shortfall_given_depletion", "pool_depleted",
                           ///< "breaker_stop/全局熔断", "target/5亿-累计"
    std::string statistic; ///< "mean", "q0.99", "es0.99", "probability"
    int month = 0;
    Ranged figure;
    /// Overlay − base on the same random numbers, its standard error from the paths' own differences. Empty for the
    /// base; a quantile's difference has no standard error (differences of order statistics are not paired by path).
    Estimate difference;
    Number difference_bound; ///< 95 % bound on the size of a probability's difference of which no path shows any
    std::int64_t n = 0;      ///< paths behind a probability or a conditional mean; 0 for other figures
    std::int64_t events = 0; ///< of a probability

    Probability chance() const; ///< of an event
    Estimate mean() const;      ///< the standard error from the interval
    /// Whether the difference is larger than its 95 % error; one without an error has none.
    bool differs() const;
};

/// What the base is called.
Text base_name();

/// One scenario of a stress table: the base or an overlay.
struct StressCase {
    std::string label;                 ///< of an overlay; the base has none of its own
    std::string in_force;              ///< its stress by key, "pd_multiplier 1.5"; "" for none
    Text in_words;                     ///< the same in words, with what else an overlay changes of the base
    InputHash file;                    ///< its overlay as it lies in the result folder; of the base nothing
    Number mean_pd;                    ///< annual P of its opening book, the stress multiplier included
    std::vector<StressFigure> figures; ///< the same figures in the same order for every case
    const StressFigure* find(const std::string& measure, const std::string& statistic, int month) const;
    Text name() const; ///< as it is shown
};

struct StressResults {
    Frame frame; ///< the base's
    std::vector<int> horizons;
    std::vector<StressCase> cases; ///< base first
};

/// Compares runs with the same seed, number of paths, horizons and names. Only the base's and one overlay's columns
/// need be in memory at a time.
class StressComparison {
public:
    /// Both outlive the comparison.
    StressComparison(const Results& results, const tally::Scores& scores);
    void add(std::string label, const Results& results, const tally::Scores& scores);
    const StressResults& results() const { return all_; }

private:
    const Results* base_;
    const tally::Scores* base_scores_;
    StressResults all_;
};

/// stress.csv: overlay,measure,statistic,month,value,lo,hi,difference,difference_se,difference_bound,n,events. UTF-8
/// with BOM, CRLF.
std::string stress_csv(const StressResults& stress);

} // namespace kdt::results
