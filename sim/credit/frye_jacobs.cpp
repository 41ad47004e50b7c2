#include "credit/frye_jacobs.hpp"

#include "credit/root.hpp"
#include "random/normal.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::credit {

double frye_jacobs_ratio(double x, double k, double unconditional) {
    if (unconditional <= 0.0 || unconditional >= 1.0) { return unconditional; }
    const double pd = random::normal_cdf(x);
    if (pd <= 0.0 || std::isinf(x)) { return unconditional; }
    return std::clamp(random::normal_cdf(x - k) / pd, 0.0, 1.0);
}

double frye_jacobs_shift(std::span<const double> x, std::span<const double> weight, double expected_loss) {
    // Relative, so that a small loss is met as closely as a large one; increasing in k.
    const auto gap = [&](double k) {
        double sum = 0.0;
        for (std::size_t i = 0; i < x.size(); ++i) { sum += weight[i] * random::normal_cdf(x[i] - k); }
        return sum > 0.0 ? std::log(expected_loss / sum) : 1.0;
    };
    if (gap(0.0) >= 0.0) { return 0.0; } // an LGD within rounding of 1
    double high = 1.0;
    while (gap(high) < 0.0) { high *= 2.0; }
    return root_between(gap, 0.0, high);
}

void ShiftsByLgd::add(double lgd, double k) {
    const auto place = std::lower_bound(by_lgd_.begin(), by_lgd_.end(), std::pair{lgd, k});
    by_lgd_.insert(place, {lgd, k});
}

std::optional<double> ShiftsByLgd::find(double lgd) const {
    const auto found = std::lower_bound(by_lgd_.begin(), by_lgd_.end(), lgd,
                                        [](const auto& entry, double wanted) { return entry.first < wanted; });
    return found != by_lgd_.end() && found->first == lgd ? std::optional(found->second) : std::nullopt;
}

} // namespace kdt::credit
