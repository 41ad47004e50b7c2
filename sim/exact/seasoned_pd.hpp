#pragma once

#include <span>
#include <vector>

namespace kdt::exact {

/// Cumulative unconditional probability of default by month t = 1 … months (entry t − 1), for a loan that has been on
/// the books `months_on_book` months: 1 − exp(−λ·Σ s(a)), λ = −ln(1 − annual_pd)/12, a from months_on_book + 1.
/// `seasoning`[a − 1] is s(a), its last entry holds on; empty is s ≡ 1. annual_pd in [0,1).
std::vector<double> cumulative_pd(double annual_pd, std::span<const double> seasoning, int months_on_book, int months);

/// The last of them; 0 for no months.
double implied_pd(double annual_pd, std::span<const double> seasoning, int months_on_book, int months);

} // namespace kdt::exact
