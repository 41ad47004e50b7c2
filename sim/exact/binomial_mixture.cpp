#include "exact/binomial_mixture.hpp"

#include "exact/binomial.hpp"
#include "exact/normal.hpp"

#include <boost/math/quadrature/gauss.hpp>

namespace kdt::exact {

LossDistribution default_count(std::size_t loans, const DefaultRisk& risk, std::optional<double> degrees_of_freedom) {
    // All loans share one composite: whichever way it points, it is one standard normal.
    const DefaultRisk one_factor{risk.pd, risk.correlation, {1.0, 0.0}};
    const ConditionalPd conditional(one_factor, degrees_of_freedom);
    std::vector<double> pmf;
    const Integrand integrand = [&](const FactorPoint& point, double weight, std::span<double> sum) {
        const BinomialRange range = binomial(loans, conditional(point), pmf);
        for (std::size_t k = range.first; k <= range.last; ++k) { sum[k] += weight * pmf[k]; }
        return true;
    };
    const auto mixed = expectation(factor_space({&one_factor, 1}, degrees_of_freedom), loans + 1, integrand);
    return {mixed->value, 1, mixed->error};
}

namespace {

/// The most defaults that do not fire: defaults · denominator > numerator · loans fires.
std::int64_t most_tolerated(std::size_t loans, Ratio level) {
    return level.numerator * static_cast<std::int64_t>(loans) / level.denominator;
}

} // namespace

double breaker_probability(std::size_t loans, const DefaultRisk& risk, Ratio level,
                           std::optional<double> degrees_of_freedom) {
    return default_count(loans, risk, degrees_of_freedom).probability_above(most_tolerated(loans, level));
}

double breaker_false_alarm(std::size_t loans, const DefaultRisk& risk, Ratio level) {
    const ConditionalPd conditional({risk.pd, risk.correlation, {1.0, 0.0}}, std::nullopt);
    const auto tolerated = static_cast<std::size_t>(most_tolerated(loans, level));
    std::vector<double> pmf;
    const auto fires = [&](double z) {
        const BinomialRange range = binomial(loans, conditional(FactorPoint{{z, 0.0}, 1.0}), pmf);
        double sum = 0.0;
        for (std::size_t k = range.last + 1; k-- > range.first && k > tolerated;) { sum += pmf[k]; }
        return sum * normal_density(z);
    };
    // Half a line: the trapezoid rule has no advantage there. Gauss–Legendre on pieces of width 1/4.
    constexpr double kPiece = 0.25;
    double integral = 0.0;
    for (int i = 0; i < 36; ++i) {
        integral += boost::math::quadrature::gauss<double, 30>::integrate(fires, kPiece * i, kPiece * (i + 1));
    }
    return integral / 0.5;
}

} // namespace kdt::exact
