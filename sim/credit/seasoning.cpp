#include "credit/seasoning.hpp"

#include <cmath>

namespace kdt::credit {

Seasoning Seasoning::second_year_peak() {
    struct Step {
        int months;
        double level;
    };
    constexpr Step steps[] = {{3, 0.2}, {3, 0.6}, {6, 1.0}, {6, 1.5}, {6, 1.3}, {12, 0.9}, {1, 0.6}};
    Seasoning curve;
    curve.by_month.clear();
    for (const Step& step : steps) {
        curve.by_month.insert(curve.by_month.end(), static_cast<std::size_t>(step.months), step.level);
    }
    return curve;
}

Seasoning Seasoning::with_first_year_mean() const {
    double sum = 0.0;
    for (int month = 1; month <= 12; ++month) { sum += at(month); }
    if (sum <= 0.0) { return *this; }
    Seasoning scaled = *this;
    for (double& level : scaled.by_month) { level *= 12.0 / sum; }
    return scaled;
}

double implied_pd(double annual_pd, const Seasoning& seasoning, int months) {
    double sum = 0.0;
    for (int month = 1; month <= months; ++month) { sum += seasoning.at(month); }
    return -std::expm1(std::log1p(-annual_pd) / 12.0 * sum);
}

} // namespace kdt::credit
