#pragma once

#include "results/results.hpp"
#include "tally/law.hpp"
#include "tally/measure.hpp"

#include <cstdint>
#include <vector>

// From integer scores to figures in output units.
namespace kdt::results {

/// How many score units make one output unit: 分 in the scenario's unit, 10^12, 10^9, 1.
double scores_per(tally::ScoreUnit unit, Unit money);

inline Number scaled(Number score, double per) { return score ? Number(*score / per) : std::nullopt; }
inline Estimate scaled(const Estimate& score, double per) { return {scaled(score.value, per), scaled(score.se, per)}; }
inline Ranged scaled(const tally::QuantileEstimate& score, double per) {
    return {scaled(score.value, per), scaled(score.lo, per), scaled(score.hi, per)};
}

/// The levels of a run with their ranks.
struct Rules {
    Rules(const std::vector<tally::Level>& report_levels, std::int64_t paths);
    std::vector<tally::QuantileRule> kept; ///< report levels, their mirrors, 0.05, 0.25, 0.5, 0.75, 0.95; ascending
    std::vector<tally::QuantileRule> tail; ///< report levels, ascending: those of ES and UL
    tally::QuantileRule p05, p10, p25, p50, p75, p90, p95;
};

/// Mean, deviation and quantiles; ES and UL too for a loss.
Distribution distribution_of(const tally::Law& scores, const Rules& rules, double per, bool is_loss);

} // namespace kdt::results
