#include "credit/default_model.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::credit {
namespace {

/// The largest PD told apart from certainty.
constexpr double kAlmostCertain = 1.0 - 0x1p-53;

} // namespace

double period_pd(double annual_pd, int period_months) {
    return -std::expm1(std::log1p(-annual_pd) * period_months / 12.0);
}

double monthly_hazard(double annual_pd) { return -std::log1p(-annual_pd) / 12.0; }

double hazard_multiplier(const DefaultModel& model, double period_pd, const Economy& economy) {
    if (period_pd <= 0.0) { return 0.0; }
    const double conditional = std::visit([&](const auto& m) { return m.conditional_pd(economy); }, model);
    return std::log1p(-std::min(conditional, kAlmostCertain)) / std::log1p(-std::min(period_pd, kAlmostCertain));
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
