#pragma once

#include <vector>

namespace kdt::credit {

/// Seasoning s(a): the hazard of exposure month a = 1, 2, … relative to the annual PD's constant hazard.
/// The last entry holds on.
struct Seasoning {
    std::vector<double> by_month{1.0};

    double at(int exposure_month) const {
        const auto index = static_cast<std::size_t>(exposure_month < 1 ? 0 : exposure_month - 1);
        return index < by_month.size() ? by_month[index] : by_month.back();
    }

    static Seasoning flat() { return {}; }
    /// Hazard peaks in months 13–18 (Glennon & Nigro 2005 found the second year for SBA loans); mean 1 over 36 months.
    static Seasoning second_year_peak();
    /// Divided by its mean over months 1–12, so that an annual PD is the first year's.
    Seasoning with_first_year_mean() const;
};

/// Probability of default within `months` exposure months at an unconditional annual PD: 1 − exp(−λ Σ s(a)).
double implied_pd(double annual_pd, const Seasoning& seasoning, int months);

} // namespace kdt::credit
