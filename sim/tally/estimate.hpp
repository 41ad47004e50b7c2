#pragma once

#include <cstdint>
#include <optional>

namespace kdt::tally {

/// A figure and its standard error, in the score's own unit (分, pieces, 10^-12, 10^-9). Empty: there is none.
struct Estimate {
    std::optional<double> value;
    std::optional<double> se;
};

/// An order statistic and its 95 % interval between two others. Empty: the rank falls on a path without a score
/// (which sorts above all), or the sample is too small to hold a bound on that side.
struct QuantileEstimate {
    std::optional<double> value;
    std::optional<double> lo;
    std::optional<double> hi;
};

/// A share of n independent trials with its 95 % interval; all empty where n = 0.
struct Probability {
    std::optional<double> value;
    std::optional<double> lo;
    std::optional<double> hi;
    std::optional<double> se;
    std::int64_t n = 0;
    std::int64_t events = 0;
    std::optional<double> ess; ///< weighted runs: independent paths that the event's own are worth, (Σw)² ÷ Σw²
};

} // namespace kdt::tally
