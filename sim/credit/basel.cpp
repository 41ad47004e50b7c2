#include "credit/basel.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::credit {
namespace {

/// From `high` at PD 0 to `low` at PD 1, falling as e^{−rate·p}.
double falling(double low, double high, double rate, double annual_pd) {
    const double k = std::expm1(-rate * annual_pd) / std::expm1(-rate);
    return low * k + high * (1.0 - k);
}

} // namespace

double basel_sme_correlation(double annual_pd, double turnover_million_euro) {
    const double turnover = std::clamp(turnover_million_euro, 5.0, 50.0);
    return falling(0.12, 0.24, 50.0, annual_pd) - 0.04 * (1.0 - (turnover - 5.0) / 45.0);
}

double basel_retail_correlation(double annual_pd) { return falling(0.03, 0.16, 35.0, annual_pd); }

} // namespace kdt::credit
