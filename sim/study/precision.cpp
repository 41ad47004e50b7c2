#include "study/precision.hpp"

#include "tally/interval.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kdt::study {

std::int64_t next_stage(std::int64_t paths, std::int64_t limit) {
    std::int64_t stage = kFirstStage;
    while (stage <= paths) { stage *= 2; }
    return std::min(stage, limit);
}

bool at_stage(std::int64_t paths, std::int64_t limit) { return paths > 0 && next_stage(paths - 1, limit) == paths; }

double relative_error(const Seen& seen) {
    if (seen.events == 0) { return std::numeric_limits<double>::infinity(); }
    const double events = static_cast<double>(seen.events);
    return std::sqrt((1.0 - events / static_cast<double>(seen.paths)) / events); // p·n is the number of events
}

bool is_precise(const Seen& seen, double wanted) {
    return seen.events >= kFewestEvents && relative_error(seen) <= wanted;
}

std::int64_t expected_stage(const Seen& seen, double wanted, std::int64_t limit) {
    const tally::Probability found = tally::probability_of(seen.events, seen.paths);
    const double p = seen.events > 0 ? *found.value : *found.hi;
    const double needed = std::max((1.0 - p) / (p * wanted * wanted), static_cast<double>(kFewestEvents) / p);
    std::int64_t stage = next_stage(seen.paths, limit);
    while (stage < limit && static_cast<double>(stage) < needed) { stage = next_stage(stage, limit); }
    return stage;
}

} // namespace kdt::study
