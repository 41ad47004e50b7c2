#include "study/pace.hpp"

#include <algorithm>

namespace kdt::study {

Pace pace_of(std::int64_t first, std::int64_t done, std::int64_t total, double seconds) {
    Pace pace;
    pace.share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
    if (seconds > 0.0) { pace.rate = static_cast<double>(done - first) / seconds; }
    if (pace.rate > 0.0) { pace.left = static_cast<double>(std::max<std::int64_t>(0, total - done)) / pace.rate; }
    return pace;
}

} // namespace kdt::study
