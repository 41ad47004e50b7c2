#include "credit/normal_hazard.hpp"

#include "random/normal.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace kdt::credit {
namespace {

constexpr std::size_t points(int each) {
    return 2 * static_cast<std::size_t>(kSeriesFarthest) * static_cast<std::size_t>(each) + 1;
}
constexpr int kPointsEach = 16; ///< to a standard deviation
constexpr std::size_t kPoints = points(kPointsEach);
constexpr std::size_t kTerms = 9;

/// g(c), g'(c), g''(c)/2!, …
using Series = std::array<double, kTerms>;

double by_library(double x) {
    return x <= 0.0 ? -std::log1p(-random::normal_cdf(x)) : -std::log(random::normal_cdf(-x));
}

/// g' is Mills' h(x) = φ(x)/Φ(−x), and h' = h² − x·h gives its series term by term.
Series series_about(double c) {
    const double density = std::exp(-0.5 * c * c) / std::sqrt(2.0 * std::numbers::pi);
    std::array<double, kTerms - 1> h{density / random::normal_cdf(-c)};
    for (std::size_t n = 0; n + 1 < h.size(); ++n) {
        double sum = -c * h[n] - (n > 0 ? h[n - 1] : 0.0);
        for (std::size_t i = 0; i <= n; ++i) { sum += h[i] * h[n - i]; }
        h[n + 1] = sum / static_cast<double>(n + 1);
    }
    Series g{by_library(c)};
    for (std::size_t n = 1; n < kTerms; ++n) { g[n] = h[n - 1] / static_cast<double>(n); }
    return g;
}

std::array<Series, kPoints> all_series() {
    std::array<Series, kPoints> all;
    for (std::size_t point = 0; point < kPoints; ++point) {
        all[point] = series_about(static_cast<double>(point) / kPointsEach - kSeriesFarthest);
    }
    return all;
}

} // namespace

double normal_hazard(double x) {
    static const std::array<Series, kPoints> all = all_series();
    if (!(std::abs(x) < kSeriesFarthest)) { return by_library(x); }
    const double places = (x + kSeriesFarthest) * kPointsEach;
    const auto point = static_cast<std::size_t>(places + 0.5);
    const Series& g = all[point];
    const double t = (places - static_cast<double>(point)) / kPointsEach;
    const double t2 = t * t;
    // Odd and even powers apart, so that neither waits for the other.
    const double even = (((g[8] * t2 + g[6]) * t2 + g[4]) * t2 + g[2]) * t2 + g[0];
    const double odd = ((g[7] * t2 + g[5]) * t2 + g[3]) * t2 + g[1];
    return even + odd * t;
}

std::span<const float> coarse_hazard_series() {
    using Coarse = std::array<float, points(kCoarsePointsEach) * kCoarseTerms>;
    static const Coarse coarse = [] {
        Coarse filled;
        for (std::size_t point = 0; point < points(kCoarsePointsEach); ++point) {
            const Series series = series_about(static_cast<double>(point) / kCoarsePointsEach - kSeriesFarthest);
            for (std::size_t term = 0; term < kCoarseTerms; ++term) {
                filled[point * kCoarseTerms + term] = static_cast<float>(series[term]);
            }
        }
        return filled;
    }();
    return coarse;
}

double coarse_normal_hazard(double x) {
    static const std::span<const float> series = coarse_hazard_series();
    if (!(std::abs(x) < kSeriesFarthest)) { return normal_hazard(x); }
    const double places = (x + kSeriesFarthest) * kCoarsePointsEach;
    const auto point = static_cast<std::size_t>(places + 0.5);
    const double t = (places - static_cast<double>(point)) / kCoarsePointsEach;
    const float* const g = &series[point * kCoarseTerms];
    return ((static_cast<double>(g[3]) * t + static_cast<double>(g[2])) * t + static_cast<double>(g[1])) * t +
           static_cast<double>(g[0]);
}

} // namespace kdt::credit
