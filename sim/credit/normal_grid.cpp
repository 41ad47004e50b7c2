#include "credit/normal_grid.hpp"

#include <cmath>
#include <numbers>

namespace kdt::credit {

NormalGrid::NormalGrid(double from, double to, double step) {
    const int first = static_cast<int>(std::floor(from / step));
    const int last = static_cast<int>(std::ceil(to / step));
    for (int i = first; i <= last; ++i) {
        const double x = step * i;
        y.push_back(x);
        weight.push_back(step * std::exp(-0.5 * x * x) * std::numbers::inv_sqrtpi / std::numbers::sqrt2);
    }
}

} // namespace kdt::credit
