#pragma once

#include <algorithm>
#include <vector>

namespace kdt::credit {

enum class SizeDistribution { lognormal, gamma, constant, empirical };

/// The law of a loan's size in 分, before the borrower cap; mean and sd are those before floor and cap.
struct SizeLaw {
    SizeDistribution distribution = SizeDistribution::constant;
    double mean = 0.0;
    double sd = 0.0;
    double floor = 0.0;
    std::vector<double> values; ///< empirical only: equally likely sizes, ascending

    /// Size at probability u in (0,1), floored and capped; nondecreasing in u.
    double at(double u, double cap) const;
    /// E[min(max(X, floor), cap)], in closed form (lognormal, gamma) or exactly (constant, empirical).
    double capped_mean(double cap) const;
};

/// A size law made ready to draw from: what does not depend on the draw is worked out once.
class SizeSampler {
public:
    explicit SizeSampler(const SizeLaw& law);

    /// As SizeLaw::at.
    double at(double u, double cap) const;

    /// Whether the logarithm is normal; then its mean and standard deviation, for random::lognormals.
    bool is_lognormal() const { return sigma_ > 0.0; }
    double log_mean() const { return mu_; }
    double log_sd() const { return sigma_; }
    /// A size within floor and cap.
    double within(double size, double cap) const { return std::min(std::max(size, law_.floor), cap); }

private:
    SizeLaw law_;
    double mu_ = 0.0;
    double sigma_ = 0.0;
};

} // namespace kdt::credit
