#include "results/histogram.hpp"

#include "tally/measure.hpp"

#include <algorithm>
#include <cmath>

namespace kdt::results {
namespace {

constexpr double kBins = 40.0;

struct Binned {
    double value = 0.0;
    double paths = 0.0;
};

/// The first value, in ascending order, up to which more than so many paths lie; else the last.
double beyond(const std::vector<Binned>& values, double paths) {
    double seen = 0.0;
    for (const Binned& one : values) {
        seen += one.paths;
        if (seen > paths) { return one.value; }
    }
    return values.back().value;
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

Histogram histogram_of(const tally::OrderStatistics& scores, double per) {
    Histogram out;
    std::vector<Binned> values;
    double all = 0.0;
    for (std::size_t place = 0; place < scores.sorted().size(); ++place) {
        const std::int64_t score = scores.sorted()[place];
        if (score == 0) {
            out.zeros += scores.part(place);
        } else if (score != tally::kNoScore) {
            values.push_back({static_cast<double>(score) / per, scores.part(place)});
            all += values.back().paths;
        }
    }
    if (values.empty()) { return out; }
    const double low = beyond(values, 0.001 * all);
    const double high = beyond(values, 0.999 * all);
    const double step = round_step((high - low) / kBins);
    const double first = std::floor(low / step);
    const auto bins = static_cast<std::size_t>(std::floor(high / step) - first) + 1;
    for (std::size_t i = 0; i <= bins; ++i) {
        const double steps = first + static_cast<double>(i);
        out.edges.push_back(step < 1.0 ? steps / std::round(1.0 / step) : steps * step); // 3/10, not 3·0.1
    }
    out.counts.assign(bins, 0.0);
    for (const Binned& one : values) {
        const double place = std::clamp(std::floor(one.value / step) - first, 0.0, static_cast<double>(bins - 1));
        out.counts[static_cast<std::size_t>(place)] += one.paths;
    }
    return out;
}

} // namespace kdt::results
