#include "results/histogram.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace kdt::results {
namespace {

constexpr double kBins = 40.0;

/// Scores other than 0 in output units, ascending, and on how many paths.
using ValueCounts = std::vector<std::pair<double, std::int64_t>>;

/// The order statistic that so large a share of the paths lies below.
double at_share(const ValueCounts& values, std::int64_t paths, double share) {
    const auto place = static_cast<std::int64_t>(static_cast<double>(paths) * share);
    std::int64_t seen = 0;
    for (const auto& [value, count] : values) {
        seen += count;
        if (seen > place) { return value; }
    }
    return values.back().first;
}

} // namespace

double round_step(double width) {
    if (!(width > 0.0)) { return 1.0; }
    const double power = std::pow(10.0, std::floor(std::log10(width)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= width) { return factor * power; }
    }
    return 10.0 * power;
}

Histogram histogram_of(const tally::Law& law, double per) {
    Histogram out;
    ValueCounts values;
    std::int64_t paths = 0;
    law.visit([&](std::int64_t score, std::int64_t count) {
        if (score == 0) {
            out.zeros += count;
        } else {
            values.emplace_back(static_cast<double>(score) / per, count);
            paths += count;
        }
    });
    if (values.empty()) { return out; }
    const double low = at_share(values, paths, 0.001);
    const double high = at_share(values, paths, 0.999);
    const double step = round_step((high - low) / kBins);
    const double first = std::floor(low / step);
    const auto bins = static_cast<std::size_t>(std::floor(high / step) - first) + 1;
    for (std::size_t i = 0; i <= bins; ++i) {
        const double steps = first + static_cast<double>(i);
        out.edges.push_back(step < 1.0 ? steps / std::round(1.0 / step) : steps * step); // 3/10, not 3·0.1
    }
    out.counts.assign(bins, 0);
    for (const auto& [value, count] : values) {
        const double place = std::clamp(std::floor(value / step) - first, 0.0, static_cast<double>(bins - 1));
        out.counts[static_cast<std::size_t>(place)] += count;
    }
    return out;
}

} // namespace kdt::results
