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

bool are_independent(std::span<const Borrower> borrowers) {
    return std::all_of(borrowers.begin(), borrowers.end(),
                       [](const Borrower& borrower) { return borrower.risk.correlation == 0.0; });
}

/// ∫ φ(z)·f(z) dz over z in [0, 8], or over [−8, 0] with sign −1.
template <class Given>
double over_half(Given given, double sign) {
    double sum = 0.0;
    const auto weighted = [&](double z) { return normal_density(z) * given(sign * z); };
    for (int i = 0; i < kIntervals; ++i) {
        sum += boost::math::quadrature::gauss<double, 20>::integrate(weighted, kFarthest * i / kIntervals,
                                                                     kFarthest * (i + 1) / kIntervals);
    }
    return sum;
}

} // namespace

std::optional<StopProbability> stop_probability(std::span<const Borrower> borrowers, std::int64_t most) {
    if (!one_factor_at_most(borrowers)) { return std::nullopt; }
    const auto law = portfolio_loss(borrowers);
    if (!law) { return std::nullopt; }
    StopProbability out{law->probability_above(most), 0.0};
    if (are_independent(borrowers)) {
        out.false_alarm = out.at_all;
        return out;
    }
    out.false_alarm = 2.0 * over_half([&](double z) { return stop_given(borrowers, most, z).value_or(0.0); }, 1.0);
    return out;
}

std::optional<StopProbability> any_stop_probability(std::span<const Watched> members) {
    bool independent = true;
    for (const Watched& member : members) {
        if (!one_factor_at_most(member.borrowers) || !portfolio_loss(member.borrowers)) { return std::nullopt; }
        independent = independent && are_independent(member.borrowers);
    }
    const auto any_given = [&](double z) {
        double none = 1.0;
        for (const Watched& member : members) {
            none *= 1.0 - stop_given(member.borrowers, member.most, z).value_or(0.0);
        }
        return 1.0 - none;
    };
    if (independent) { return StopProbability{any_given(0.0), any_given(0.0)}; }
    const double upper = over_half(any_given, 1.0);
    return StopProbability{upper + over_half(any_given, -1.0), 2.0 * upper};
}

} // namespace kdt::exact
