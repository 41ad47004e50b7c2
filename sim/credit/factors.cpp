#include "credit/factors.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace kdt::credit {
namespace {

/// A pivot this close to 0 (of a unit diagonal) is rounding: the row is a combination of earlier ones.
constexpr double kPivotTolerance = 1e-10;

Matrix innovation_covariance(const Matrix& correlations, const std::vector<double>& persistence) {
    Matrix q = correlations;
    for (std::size_t i = 0; i < q.size(); ++i) {
        for (std::size_t j = 0; j < q.size(); ++j) { q[i][j] *= 1.0 - persistence[i] * persistence[j]; }
    }
    return q;
}

Matrix root_of(const Matrix& matrix) {
    auto root = cholesky(matrix);
    if (!root) { throw std::invalid_argument("factor correlations are not positive semi-definite"); }
    return *std::move(root);
}

double entry(const Matrix& by_factor, std::size_t factor, std::size_t period, double otherwise) {
    const bool given = factor < by_factor.size() && period < by_factor[factor].size();
    return given ? by_factor[factor][period] : otherwise;
}

} // namespace

std::optional<Matrix> cholesky(const Matrix& matrix) {
    const std::size_t n = matrix.size();
    Matrix lower(n, std::vector<double>(n, 0.0));
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = matrix[i][j];
            for (std::size_t k = 0; k < j; ++k) { sum -= lower[i][k] * lower[j][k]; }
            if (i == j) {
                if (sum < -kPivotTolerance) { return std::nullopt; }
                lower[i][i] = sum > kPivotTolerance ? std::sqrt(sum) : 0.0;
            } else if (lower[j][j] > 0.0) {
                lower[i][j] = sum / lower[j][j];
            } else if (std::abs(sum) > std::sqrt(kPivotTolerance)) {
                return std::nullopt;
            }
        }
    }
    return lower;
}

double composite_scale(std::span<const double> weights, const Matrix& correlations) {
    double sum = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        for (std::size_t j = 0; j < weights.size(); ++j) { sum += weights[i] * weights[j] * correlations[i][j]; }
    }
    // Weights that R cancels out have no direction: what is left of them is rounding.
    const double unscaled = std::inner_product(weights.begin(), weights.end(), weights.begin(), 0.0);
    return sum > kPivotTolerance * unscaled ? std::sqrt(sum) : 0.0;
}

Factors::Factors(Settings settings)
    : settings_(std::move(settings)), start_root_(root_of(settings_.correlations)),
      step_root_(root_of(innovation_covariance(settings_.correlations, settings_.persistence))) {}

void Factors::multiply(const Matrix& lower, std::span<const double> noise, std::span<double> state) const {
    for (std::size_t i = 0; i < count(); ++i) {
        for (std::size_t j = 0; j <= i; ++j) { state[i] += lower[i][j] * noise[j]; }
    }
}

EntityId Factors::entity_of_innovation(std::size_t place) const {
    const EntityId id = settings_.ids[place % count()];
    return place < count() ? id : child_of(id, place / count() - 1);
}

bool Factors::moves(std::size_t place) const {
    const std::size_t n = count();
    const bool start = place < n;
    const Matrix& root = start ? start_root_ : step_root_;
    for (std::size_t i = place % n; i < n; ++i) {
        if (root[i][place % n] == 0.0) { continue; }
        if (start && (settings_.start[i] || settings_.persistence[i] == 0.0 || settings_.periods == 0)) { continue; }
        // What is carried on from Z_0 shows in period 1 first.
        const std::size_t period = start ? 0 : place / n - 1;
        const bool replaced = i < settings_.path.size() && period < settings_.path[i].size();
        if (!replaced) { return true; }
    }
    return false;
}

void Factors::draw(const random::Luck& luck, std::span<double> out) const {
    for (std::size_t place = 0; place < out.size(); ++place) {
        const auto purpose = place < count() ? random::Purpose::factor_start : random::Purpose::factor;
        out[place] = luck.normal(purpose, entity_of_innovation(place));
    }
}

void Factors::realise(std::span<const double> innovations, std::span<double> out, std::span<double> scratch) const {
    const std::size_t n = count();
    const std::span<double> state = scratch.first(n);
    std::fill(state.begin(), state.end(), 0.0);
    multiply(start_root_, innovations.first(n), state);
    for (std::size_t i = 0; i < n; ++i) { state[i] = settings_.start[i].value_or(state[i]); }

    for (std::size_t period = 0; period < static_cast<std::size_t>(settings_.periods); ++period) {
        for (std::size_t i = 0; i < n; ++i) { state[i] *= settings_.persistence[i]; }
        multiply(step_root_, innovations.subspan((period + 1) * n, n), state);
        for (std::size_t i = 0; i < n; ++i) {
            state[i] = entry(settings_.path, i, period, state[i]);
            out[period * n + i] = state[i] + entry(settings_.shift, i, period, 0.0);
        }
    }
}

} // namespace kdt::credit
