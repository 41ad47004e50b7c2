#include "results/histogram.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::results {
namespace {

constexpr double kBins = 40.0;

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
    tally::Spread scores;
    double all = 0.0;
    law.visit([&](std::int64_t score, double paths) {
        if (score == 0) {
            out.zeros += paths;
        } else {
            scores.emplace_back(score, paths);
            all += paths;
        }
    });
    if (scores.empty()) { return out; }
    const double low = static_cast<double>(tally::beyond(scores, 0.001 * all)) / per;
    const double high = static_cast<double>(tally::beyond(scores, 0.999 * all)) / per;
    const double step = round_step((high - low) / kBins);
    const double first = std::floor(low / step);
    const auto bins = static_cast<std::size_t>(std::floor(high / step) - first) + 1;
    for (std::size_t i = 0; i <= bins; ++i) {
        const double steps = first + static_cast<double>(i);
        out.edges.push_back(step < 1.0 ? steps / std::round(1.0 / step) : steps * step); // 3/10, not 3·0.1
    }
    out.counts.assign(bins, 0.0);
    for (const auto& [score, paths] : scores) {
        const double place = std::floor(static_cast<double>(score) / per / step) - first;
        out.counts[static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(bins - 1)))] += paths;
    }
    return out;
}

} // namespace kdt::results
