#include "exact/stop_probability.hpp"

#include "exact/normal.hpp"

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <vector>

namespace kdt::exact {
namespace {

constexpr double kFarthest = 8.0; ///< the mass beyond is 1e-15
constexpr int kIntervals = 16;

bool one_factor_at_most(std::span<const Borrower> borrowers) {
    return std::all_of(borrowers.begin(), borrowers.end(), [](const Borrower& borrower) {
        return borrower.risk.correlation == 0.0 || borrower.risk.direction[1] == 0.0;
    });
}

/// P(Σ > most | factor = z): given the factor the borrowers are independent.
std::optional<double> stop_given(std::span<const Borrower> borrowers, std::int64_t most, double z) {
    std::vector<Borrower> given;
    for (const Borrower& borrower : borrowers) {
        const ConditionalPd conditional(borrower.risk, std::nullopt);
        given.push_back({borrower.loss, {conditional({{z, 0.0}, 1.0}), 0.0}});
    }
    const auto law = portfolio_loss(given);
    return law ? std::optional(law->probability_above(most)) : std::nullopt;
}

} // namespace

std::optional<StopProbability> stop_probability(std::span<const Borrower> borrowers, std::int64_t most) {
    if (!one_factor_at_most(borrowers)) { return std::nullopt; }
    const auto law = portfolio_loss(borrowers);
    if (!law) { return std::nullopt; }
    StopProbability out{law->probability_above(most), 0.0};
    const bool independent = std::all_of(borrowers.begin(), borrowers.end(),
                                         [](const Borrower& borrower) { return borrower.risk.correlation == 0.0; });
    if (independent) {
        out.false_alarm = out.at_all;
        return out;
    }
    const auto upper_half = [&](double z) {
        return 2.0 * normal_density(z) * stop_given(borrowers, most, z).value_or(0.0);
    };
    for (int i = 0; i < kIntervals; ++i) {
        out.false_alarm += boost::math::quadrature::gauss<double, 20>::integrate(upper_half, kFarthest * i / kIntervals,
                                                                                 kFarthest * (i + 1) / kIntervals);
    }
    return out;
}

} // namespace kdt::exact
