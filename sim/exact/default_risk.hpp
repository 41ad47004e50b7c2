#pragma once

#include "exact/factor_quadrature.hpp"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace kdt::exact {

/// When one borrower defaults within the period: its asset index √ρ·Y + √(1−ρ)·ε falls below the threshold that PD
/// sets, Y = direction · (two independent standard normals). A high Y is a good economy.
struct DefaultRisk {
    double pd = 0.0;                           ///< over the whole period, in [0,1]
    double correlation = 0.0;                  ///< asset correlation ρ in [0,1)
    std::array<double, 2> direction{1.0, 0.0}; ///< of unit length; 0 where nothing is shared
};

/// P(default | factors): Φ((Φ⁻¹(P) − √ρ·Y)/√(1−ρ)) (Vasicek 1987, 2002), and with ν degrees of freedom
/// Φ((√(W/ν)·t_ν⁻¹(P) − √ρ·Y)/√(1−ρ)) (Frey & McNeil 2003): one W shared by all borrowers, at ρ = 0 too.
class ConditionalPd {
public:
    ConditionalPd(const DefaultRisk& risk, std::optional<double> degrees_of_freedom);
    double operator()(const FactorPoint& point) const;

private:
    double threshold_;
    std::array<double, 2> loading_;
    double inverse_spread_;
};

/// The factors these borrowers depend on: as few dimensions as are needed.
FactorSpace factor_space(std::span<const DefaultRisk> risks, std::optional<double> degrees_of_freedom);

/// Directions of the composites Y_i = w_iᵀZ/√(w_iᵀRw_i) in orthonormal coordinates; weights[i] and the square,
/// symmetric `correlations` R (positive semi-definite) are over the same factors. Borrowers with all weights 0 have no
/// composite and get {1,0}. Nothing if the composites span more than two dimensions.
std::optional<std::vector<std::array<double, 2>>>
composite_directions(std::span<const std::vector<double>> weights,
                     const std::vector<std::vector<double>>& correlations);

} // namespace kdt::exact
