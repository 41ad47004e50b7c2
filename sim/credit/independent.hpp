#pragma once

#include "credit/economy.hpp"

namespace kdt::credit {

/// Defaults that nothing ties together: P_c = P, LGD as it is.
class Independent {
public:
    explicit Independent(double period_pd) : period_pd_(period_pd) {}
    double conditional_pd(const Economy&) const { return period_pd_; }
    double conditional_lgd(double lgd, const Economy&) const { return lgd; }

private:
    double period_pd_;
};

} // namespace kdt::credit
