#pragma once

#include "base/hash.hpp"
#include "random/luck.hpp"

#include <optional>
#include <span>
#include <vector>

namespace kdt::credit {

using Matrix = std::vector<std::vector<double>>;

/// Lower Cholesky factor of a positive semi-definite matrix; rows that depend on earlier ones get a zero pivot.
/// nullopt where a pivot is negative beyond rounding.
std::optional<Matrix> cholesky(const Matrix& matrix);

/// √(wᵀRw); 0 where R cancels the weights out.
double composite_scale(std::span<const double> weights, const Matrix& correlations);

/// Autoregressive systematic factors: Z_k = φ∘Z_{k−1} + η_k, η ~ N(0,Q), Q_ij = R_ij(1−φ_iφ_j), so that R is the
/// stationary correlation for any φ. A high Z is a good economy.
class Factors {
public:
    struct Settings {
        std::vector<EntityId> ids;                ///< whose luck each factor draws
        std::vector<double> persistence;          ///< φ in [0,1)
        std::vector<std::optional<double>> start; ///< Z_0 where given
        Matrix correlations;                      ///< R
        Matrix path;                              ///< [factor][period]: replaces Z_k while it lasts, carried on
        Matrix shift;                             ///< [factor][period]: added to the realised Z_k, not carried on
        int periods = 0;
    };

    explicit Factors(Settings settings);

    std::size_t count() const { return settings_.ids.size(); }
    int periods() const { return settings_.periods; }

    /// Standard normal innovations that a path needs: count() of Z_0, then count() of every period.
    std::size_t innovations() const { return (static_cast<std::size_t>(periods()) + 1) * count(); }
    /// Whose luck an innovation draws.
    EntityId entity_of_innovation(std::size_t place) const;
    /// Whether any realised Z hangs on it: not where Z_0 is given or not carried on, or a path replaces what it moves.
    bool moves(std::size_t place) const;
    /// A path's innovations as its own luck has them; `out` holds innovations() numbers.
    void draw(const random::Luck& luck, std::span<double> out) const;
    /// Realised Z from the innovations into `out`, [period][factor] flat; `scratch` holds count() numbers.
    void realise(std::span<const double> innovations, std::span<double> out, std::span<double> scratch) const;

private:
    void multiply(const Matrix& lower, std::span<const double> noise, std::span<double> state) const;

    Settings settings_;
    Matrix start_root_;
    Matrix step_root_;
};

} // namespace kdt::credit
