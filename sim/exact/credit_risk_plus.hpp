#pragma once

#include "exact/loss_distribution.hpp"

#include <cstddef>
#include <span>

namespace kdt::exact {

/// A borrower of the published CreditRisk+ model (Credit Suisse First Boston, 1997, appendix A).
struct PoissonBorrower {
    std::size_t units = 0;      ///< loss at each default
    double intensity = 0.0;     ///< expected number of defaults in the period; the published form sets it to the PD
    double sector_weight = 0.0; ///< part of the intensity that moves with the sector, in [0,1]; the rest is its own
};

/// Loss in one period where defaults are Poisson given one gamma sector of mean 1 and standard deviation `gamma_sd`
/// (0: no sector), so that a name may default more than once. By Panjer's recursion (ASTIN Bulletin 1981): the
/// sector part is compound negative binomial, the rest compound Poisson; both have only positive terms, so that
/// relative accuracy is about units · 1e-16. The law has no end: pmf stops at `most_units` and lacks the mass beyond.
/// The expected number of defaults must be below 700 (e^−700 is the least double of full precision).
LossDistribution credit_risk_plus(std::span<const PoissonBorrower> borrowers, double gamma_sd, std::size_t most_units);

} // namespace kdt::exact
