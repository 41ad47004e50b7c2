#include "credit/default_model.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kdt::credit {
namespace {

/// The largest PD told apart from certainty.
constexpr double kAlmostCertain = 1.0 - 0x1p-53;
constexpr double kMostHazard = 53 * std::numbers::ln2;

} // namespace

double period_pd(double annual_pd, int period_months) {
    return -std::expm1(std::log1p(-annual_pd) * period_months / 12.0);
}

double monthly_hazard(double annual_pd) { return -std::log1p(-annual_pd) / 12.0; }

double hazard_of(double pd) { return -std::log1p(-std::min(pd, kAlmostCertain)); }

double conditional_hazard(const DefaultModel& model, const Economy& economy) {
    return std::visit(
        [&](const auto& m) {
            if constexpr (requires { m.conditional_hazard(economy); }) {
                return std::min(m.conditional_hazard(economy), kMostHazard);
            } else {
                return hazard_of(m.conditional_pd(economy));
            }
        },
        model);
}

double hazard_share(double annual_pd, int period_months) {
    const double period = period_pd(annual_pd, period_months);
    return period <= 0.0 ? 0.0 : monthly_hazard(annual_pd) / hazard_of(period);
}

double conditional_lgd(const DefaultModel& model, double lgd, const Economy& economy) {
    return std::visit([&](const auto& m) { return m.conditional_lgd(lgd, economy); }, model);
}

void prepare_lgd(DefaultModel& model, double lgd) {
    std::visit(
        [&](auto& m) {
            if constexpr (requires { m.prepare_lgd(lgd); }) { m.prepare_lgd(lgd); }
        },
        model);
}

} // namespace kdt::credit
