#pragma once

#include "exact/default_risk.hpp"
#include "exact/loss_distribution.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace kdt::exact {

/// Number of defaults among `loans` equal loans in one period: binomial given the factors, mixed over them. Gaussian
/// (Vasicek's finite portfolio), or Student-t with ν given. Cumulative probabilities to 1e-10 or better
/// (quadrature_error() estimates it). The lattice's unit is 1 default.
LossDistribution default_count(std::size_t loans, const DefaultRisk& risk,
                               std::optional<double> degrees_of_freedom = std::nullopt);

/// A level as an exact fraction, as the breaker compares: 3 % = {3, 100}.
struct Ratio {
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;
};

/// P(a breaker on defaults ÷ book fires in one period) for a static book of equal loans: defaults ÷ loans > level,
/// strictly.
double breaker_probability(std::size_t loans, const DefaultRisk& risk, Ratio level,
                           std::optional<double> degrees_of_freedom = std::nullopt);

/// False alarm: the same given that the (one, Gaussian) factor is ≥ 0, a good economy. Accuracy 1e-10.
double breaker_false_alarm(std::size_t loans, const DefaultRisk& risk, Ratio level);

} // namespace kdt::exact
