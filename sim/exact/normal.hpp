#pragma once

// The normal and Student-t laws the closed forms are written in. Arguments and results are pure numbers.
namespace kdt::exact {

/// Φ(x), relative accuracy about 1e-15 in both tails.
double normal_cdf(double x);
/// Φ⁻¹(p), p in [0,1]; −∞ at 0, +∞ at 1.
double normal_quantile(double p);
double normal_density(double x);

/// P(X ≤ a, Y ≤ b) for standard normals of correlation ρ in [−1,1]; a and b may be infinite. Absolute accuracy 1e-14.
/// Plackett's identity (Biometrika 1954) as an integral over the angle, Drezner & Wesolowsky (1990):
/// Φ(a)Φ(b) + 1/(2π) ∫₀^{asin ρ} exp(−(a² + b² − 2ab sin θ)/(2cos²θ)) dθ.
double bivariate_normal_cdf(double a, double b, double correlation);

/// t_ν⁻¹(p), p in [0,1], real ν > 0.
double student_t_quantile(double p, double degrees_of_freedom);

} // namespace kdt::exact
