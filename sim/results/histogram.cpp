#include "results/histogram.hpp"

#include "tally/measure.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::results {
namespace {

constexpr double kBins = 40.0;

std::size_t part(std::size_t count, double share) {
    return std::min(count - 1, static_cast<std::size_t>(static_cast<double>(count) * share));
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

Histogram histogram_of(std::span<const std::int64_t> sorted, double per) {
    Histogram out;
    std::vector<double> values;
    for (const std::int64_t score : sorted) {
        if (score == 0) {
            ++out.zeros;
        } else if (score != tally::kNoScore) {
            values.push_back(static_cast<double>(score) / per);
        }
    }
    if (values.empty()) { return out; }
    const double low = values[part(values.size(), 0.001)];
    const double high = values[part(values.size(), 0.999)];
    const double step = round_step((high - low) / kBins);
    const double first = std::floor(low / step);
    const auto bins = static_cast<std::size_t>(std::floor(high / step) - first) + 1;
    for (std::size_t i = 0; i <= bins; ++i) {
        const double steps = first + static_cast<double>(i);
        out.edges.push_back(step < 1.0 ? steps / std::round(1.0 / step) : steps * step); // 3/10, not 3·0.1
    }
    out.counts.assign(bins, 0);
    for (const double value : values) {
        const double place = std::clamp(std::floor(value / step) - first, 0.0, static_cast<double>(bins - 1));
        ++out.counts[static_cast<std::size_t>(place)];
    }
    return out;
}

} // namespace kdt::results
