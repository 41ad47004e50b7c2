#include "exact/seasoned_pd.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::exact {

std::vector<double> cumulative_pd(double annual_pd, std::span<const double> seasoning, int months_on_book, int months) {
    const double monthly_hazard = -std::log1p(-annual_pd) / 12.0;
    std::vector<double> by_month;
    double hazard = 0.0;
    for (int t = 1; t <= months; ++t) {
        const auto age = static_cast<std::size_t>(months_on_book + t);
        hazard += monthly_hazard * (seasoning.empty() ? 1.0 : seasoning[std::min(age, seasoning.size()) - 1]);
        by_month.push_back(-std::expm1(-hazard));
    }
    return by_month;
}

double implied_pd(double annual_pd, std::span<const double> seasoning, int months_on_book, int months) {
    const std::vector<double> by_month = cumulative_pd(annual_pd, seasoning, months_on_book, months);
    return by_month.empty() ? 0.0 : by_month.back();
}

} // namespace kdt::exact
