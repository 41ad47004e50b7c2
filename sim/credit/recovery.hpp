#pragma once

#include "credit/beta_quantile.hpp"

namespace kdt::credit {

/// Precision of a Beta law with this mean and standard deviation: ψ = mean(1−mean)/sd² − 1; it must be > 0.
double beta_precision(double mean, double sd);

/// Every loan recovers its mean.
class ConstantRecovery {
public:
    static constexpr bool kDraws = false;
    double at(double, double mean) const { return mean; }
};

/// Beta law of given precision: shape (mψ, (1−m)ψ), by inversion at u, so that a better mean never recovers less.
class BetaRecovery {
public:
    static constexpr bool kDraws = true;
    explicit BetaRecovery(double precision) : precision_(precision), quantile_(precision) {}
    /// Rate in [0,1]; a mean of 0 or 1 is that constant.
    double at(double u, double mean) const;

private:
    double precision_;
    BetaQuantile quantile_;
};

} // namespace kdt::credit
