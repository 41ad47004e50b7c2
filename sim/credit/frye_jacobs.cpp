#include "credit/frye_jacobs.hpp"

#include "random/normal.hpp"

#include <algorithm>

namespace kdt::credit {

double frye_jacobs_ratio(double x, double k, double unconditional) {
    if (unconditional <= 0.0 || unconditional >= 1.0) { return unconditional; }
    const double pd = random::normal_cdf(x);
    if (pd <= 0.0) { return unconditional; }
    return std::clamp(random::normal_cdf(x - k) / pd, 0.0, 1.0);
}

} // namespace kdt::credit
