#pragma once

#include "credit/economy.hpp"

namespace kdt::credit {

/// Defaults stated by the user: nothing defaults of itself.
class Given {
public:
    double conditional_pd(const Economy&) const { return 0.0; }
    double conditional_lgd(double lgd, const Economy&) const { return lgd; }
};

} // namespace kdt::credit
