#pragma once

#include "exact/default_risk.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace kdt::exact {

/// A borrower's cumulative claim probabilities given the factors.
class ClaimClock {
public:
    ClaimClock(const DefaultRisk& risk, const std::vector<double>& by_month, std::optional<double> degrees_of_freedom)
        : conditional_(risk, degrees_of_freedom), varies_(risk.correlation > 0.0 || degrees_of_freedom),
          log_survival_(std::log1p(-risk.pd)), by_month_(by_month) {}

    /// μ = ln(1 − P_c)/ln(1 − P), 0 where P = 0, 1 where no factor acts. P_c = 1 in doubles counts as just below it.
    double multiplier(const FactorPoint& point) const {
        constexpr double kMostCertain = 1.0 - 0x1p-53;
        if (!varies_) { return 1.0; }
        if (log_survival_ == 0.0) { return 0.0; }
        return std::log1p(-std::min(conditional_(point), kMostCertain)) / log_survival_;
    }

    /// P(the claim has fallen due by `month`), month 0 … the last.
    double by(std::size_t month, double multiplier) const {
        if (month == 0) { return 0.0; }
        return -std::expm1(multiplier * std::log1p(-by_month_[month - 1]));
    }

private:
    ConditionalPd conditional_;
    bool varies_;
    double log_survival_;
    std::vector<double> by_month_;
};

} // namespace kdt::exact
