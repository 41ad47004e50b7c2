#pragma once

#include "credit/economy.hpp"

namespace kdt::credit {

/// One-period Gaussian threshold model (Vasicek 1987/2002): P_c = Φ((Φ⁻¹(P) − √ρ·Y)/√(1−ρ)).
class Gaussian {
public:
    /// P: probability of default over the period, in [0,1); ρ: asset correlation, in [0,1).
    Gaussian(double period_pd, double asset_correlation);

    double conditional_pd(const Economy& economy) const;
    /// −ln(1 − P_c).
    double conditional_hazard(const Economy& economy) const;
    /// Frye–Jacobs (2012): cLGD = Φ(Φ⁻¹(P_c) − k)/P_c, k = (Φ⁻¹(P) − Φ⁻¹(P·LGD))/√(1−ρ). LGD itself at ρ = 0.
    double conditional_lgd(double lgd, const Economy& economy) const;

    /// P_c = Φ(intercept − slope·Y).
    double intercept() const { return threshold_ / idiosyncratic_; }
    double slope() const { return loading_ / idiosyncratic_; }
    /// The same number for a composite factor: P_c = Φ(argument).
    double argument(double composite) const { return (threshold_ - loading_ * composite) / idiosyncratic_; }

private:
    double period_pd_;
    double threshold_;     ///< Φ⁻¹(P)
    double loading_;       ///< √ρ
    double idiosyncratic_; ///< √(1−ρ)
};

} // namespace kdt::credit
