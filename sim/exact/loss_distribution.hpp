#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kdt::exact {

/// The law of a loss on a lattice 0, unit, 2·unit, …. Amounts are in the caller's money (分, or a count of defaults).
class LossDistribution {
public:
    /// pmf[u] = P(loss = u · unit); sums to 1 up to quadrature_error.
    LossDistribution(std::vector<double> pmf, std::int64_t unit, double quadrature_error = 0.0);

    std::span<const double> pmf() const { return pmf_; }
    std::int64_t unit() const { return unit_; }
    /// Estimated error of any cumulative probability (Expectation::error); 0 without factors.
    double quadrature_error() const { return quadrature_error_; }

    double mean() const;
    double sd() const;
    /// P(loss ≤ amount) and P(loss > amount), each summed from its own end.
    double probability_up_to(std::int64_t amount) const;
    double probability_above(std::int64_t amount) const;
    /// VaR: the least amount x with P(loss ≤ x) ≥ level, level in (0,1). A cumulative probability within 1e-12 of the
    /// level counts as reaching it: that much is rounding.
    std::int64_t quantile(double level) const;
    /// Mean of the worst 1 − level of the probability (Acerbi & Tasche 2002, for laws with atoms):
    /// (E[X; X > q] + q(P(X ≤ q) − level))/(1 − level), q = quantile(level).
    double expected_shortfall(double level) const;
    /// E[(loss − retention)⁺], retention ≥ 0.
    double stop_loss(double retention) const;
    /// Expected loss in a tranche: E[min(loss, detach) − min(loss, attach)], 0 ≤ attach ≤ detach.
    double tranche_loss(double attach, double detach) const { return stop_loss(attach) - stop_loss(detach); }

private:
    std::size_t units_up_to(std::int64_t amount) const; ///< how many entries of pmf lie at or below the amount

    std::vector<double> pmf_;
    std::int64_t unit_;
    double quadrature_error_;
};

} // namespace kdt::exact
