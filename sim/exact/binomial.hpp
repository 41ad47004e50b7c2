#pragma once

#include <cstddef>
#include <vector>

namespace kdt::exact {

/// Where a binomial pmf is not negligible: successes first … last.
struct BinomialRange {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// Binomial(n, p) by the ratio of neighbours, outward from the mode, divided by its own sum: relative accuracy about
/// n·1e-16 without a factorial. Entries first…last of `pmf` (resized to n+1 at least) are set; those outside the range
/// are below 1e-25 of the mode and are not touched. p in [0,1].
BinomialRange binomial(std::size_t n, double p, std::vector<double>& pmf);

} // namespace kdt::exact
