#include "exact/credit_risk_plus.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace kdt::exact {

namespace {

/// Expected defaults by units of loss: the severity law times its total.
struct Bands {
    std::vector<double> intensity; ///< [l] for l = 0 … the largest loss
    double total = 0.0;

    void add(std::size_t units, double amount) {
        if (units == 0 || amount == 0.0) { return; }
        if (intensity.size() <= units) { intensity.resize(units + 1, 0.0); }
        intensity[units] += amount;
        total += amount;
    }
};

/// Panjer's class: P(N = n) = (a + b/n) P(N = n − 1); `none` = P(no loss).
std::vector<double> panjer(const Bands& bands, double a, double b, double none, std::size_t most_units) {
    std::vector<double> pmf(most_units + 1, 0.0);
    pmf[0] = none;
    for (std::size_t u = 1; u <= most_units && bands.total > 0.0; ++u) {
        double sum = 0.0;
        for (std::size_t l = 1; l <= std::min(u, bands.intensity.size() - 1); ++l) {
            const double share = static_cast<double>(l) / static_cast<double>(u);
            sum += (a + b * share) * bands.intensity[l] / bands.total * pmf[u - l];
        }
        pmf[u] = sum;
    }
    return pmf;
}

std::vector<double> compound_poisson(const Bands& bands, std::size_t most_units) {
    return panjer(bands, 0.0, bands.total, std::exp(-bands.total), most_units);
}

/// Poisson with a gamma intensity of mean bands.total and relative variance v: negative binomial with r = 1/v and
/// success probability q = v·total/(1 + v·total).
std::vector<double> compound_negative_binomial(const Bands& bands, double v, std::size_t most_units) {
    const double r = 1.0 / v;
    const double q = v * bands.total / (1.0 + v * bands.total);
    return panjer(bands, q, (r - 1.0) * q, std::exp(-r * std::log1p(v * bands.total)), most_units);
}

} // namespace

LossDistribution credit_risk_plus(std::span<const PoissonBorrower> borrowers, double gamma_sd, std::size_t most_units) {
    Bands own;
    Bands sector;
    for (const PoissonBorrower& borrower : borrowers) {
        const double weight = gamma_sd > 0.0 ? borrower.sector_weight : 0.0;
        own.add(borrower.units, borrower.intensity * (1.0 - weight));
        sector.add(borrower.units, borrower.intensity * weight);
    }
    std::vector<double> first = compound_poisson(own, most_units);
    if (sector.total == 0.0) { return {std::move(first), 1}; }
    const std::vector<double> second = compound_negative_binomial(sector, gamma_sd * gamma_sd, most_units);
    std::vector<double> pmf(most_units + 1, 0.0);
    for (std::size_t i = 0; i <= most_units; ++i) {
        for (std::size_t j = 0; j <= most_units - i; ++j) { pmf[i + j] += first[i] * second[j]; }
    }
    return {std::move(pmf), 1};
}

} // namespace kdt::exact
