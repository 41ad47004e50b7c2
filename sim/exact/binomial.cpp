#include "exact/binomial.hpp"

#include <algorithm>

namespace kdt::exact {

BinomialRange binomial(std::size_t n, double p, std::vector<double>& pmf) {
    constexpr double kNegligible = 1e-25;
    if (pmf.size() < n + 1) { pmf.resize(n + 1); }
    const auto count = static_cast<double>(n);
    const std::size_t mode = std::min(n, static_cast<std::size_t>((count + 1.0) * p));
    if (p <= 0.0 || p >= 1.0) {
        pmf[mode] = 1.0;
        return {mode, mode};
    }
    const double odds = p / (1.0 - p);
    BinomialRange range{mode, mode};
    pmf[mode] = 1.0;
    double sum = 1.0;
    while (range.last < n && pmf[range.last] > kNegligible) {
        const auto k = static_cast<double>(range.last);
        pmf[range.last + 1] = pmf[range.last] * odds * (count - k) / (k + 1.0);
        sum += pmf[++range.last];
    }
    while (range.first > 0 && pmf[range.first] > kNegligible) {
        const auto k = static_cast<double>(range.first);
        pmf[range.first - 1] = pmf[range.first] * k / (odds * (count - k + 1.0));
        sum += pmf[--range.first];
    }
    for (std::size_t k = range.first; k <= range.last; ++k) { pmf[k] /= sum; }
    return range;
}

} // namespace kdt::exact
