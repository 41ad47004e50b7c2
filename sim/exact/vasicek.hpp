#pragma once

namespace kdt::exact {

/// Default rate of an infinitely fine portfolio of equal loans under one Gaussian factor (Vasicek 1987; "Loan portfolio
/// value", Risk 2002). Rates are fractions of the number of loans; times exposure and LGD they are losses.
/// Absolute accuracy of every figure: 1e-13.
struct Vasicek {
    double pd = 0.0;          ///< in (0,1)
    double correlation = 0.0; ///< asset correlation ρ in [0,1); at 0 the rate is PD for certain

    /// Φ((Φ⁻¹(P) − √ρ·y)/√(1−ρ)), y a standard normal, high when the economy is good.
    double conditional_pd(double y) const;
    /// P(rate ≤ x) = Φ((√(1−ρ)·Φ⁻¹(x) − Φ⁻¹(P))/√ρ).
    double cdf(double x) const;
    /// Conditional PD at y = −Φ⁻¹(level).
    double quantile(double level) const;
    /// Φ₂(Φ⁻¹(P), −Φ⁻¹(level); √ρ)/(1 − level): given its factor a borrower defaults below its threshold, so the mean
    /// rate over bad factors is a joint normal probability.
    double expected_shortfall(double level) const;
    /// E[(rate − k)⁺] = Φ₂(Φ⁻¹(P), y_k; √ρ) − k·Φ(y_k), y_k the factor at which the rate is k.
    double stop_loss(double k) const;
    /// √(Φ₂(Φ⁻¹(P), Φ⁻¹(P); ρ) − P²).
    double sd() const;
};

} // namespace kdt::exact
