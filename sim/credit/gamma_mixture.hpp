#pragma once

#include "credit/factors.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace kdt::credit {

/// Γ = G⁻¹(Φ(−z)), G the gamma law of mean 1 and variance `variance` > 0: a good economy (high z) is a low Γ.
double gamma_factor(double z, double variance);

/// What multiplies the default intensities of a sector in CreditRisk+: S = w_0 + Σ w_kΓ_k, w_0 = 1 − Σ w_k, of mean 1.
class GammaMixture {
public:
    struct Part {
        std::size_t factor = 0; ///< its place among all factors
        double weight = 0.0;    ///< w_k > 0
        double variance = 0.0;  ///< of Γ_k
    };

    /// `correlations` R of all factors' normals.
    GammaMixture(std::vector<Part> parts, const Matrix& correlations);

    bool moves() const { return !parts_.empty(); }
    /// S where the Γ of all factors are these.
    double at(std::span<const double> gammas) const;
    /// The Λ at which a name defaults with this probability: E[1 − exp(−ΛS)] = P, 0 < P < 1. From the gamma laws'
    /// Laplace transforms, E[exp(−ΛΓ)] = (1 + Λv)^{−1/v}, where the factors are uncorrelated, else over the nodes.
    double intensity_for(double pd) const;

    /// Values of S and their weights that stand for its law: the trapezoid rule over one or two normals, from three on
    /// a fixed Sobol set of 16,384 points with every Γ's mean put right; none where nothing moves.
    std::span<const double> nodes() const { return nodes_; }
    std::span<const double> weights() const { return weights_; }

private:
    void add_grid();
    void add_sobol_set();
    double gamma_of(std::size_t part, std::span<const double> independent) const;

    std::vector<Part> parts_;
    double own_weight_ = 1.0; ///< w_0
    bool correlated_ = false;
    Matrix root_; ///< Cholesky factor of the parts' correlations
    std::vector<double> nodes_;
    std::vector<double> weights_;
};

} // namespace kdt::credit
