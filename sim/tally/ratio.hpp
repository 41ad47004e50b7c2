#pragma once

#include "tally/measure.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace kdt::tally {

/// A ratio of means at the horizons: Σ top ÷ Σ bottom over the paths, or ÷ Σ (top + bottom).
struct RatioInfo {
    std::string_view name; ///< as in summary.json
    Measure top;
    Measure bottom;
    bool top_is_part = false; ///< of what it is divided by
};

inline constexpr std::array<RatioInfo, 3> kRatios = {{
    {"npl_ratio", Measure::bad_balance, Measure::outstanding, true},
    {"claims_ratio", Measure::claims_paid, Measure::disbursed},
    {"recovery_rate", Measure::recoveries, Measure::defaulted_principal},
}};

} // namespace kdt::tally
