#include "study/precision.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kdt::study {
namespace {

/// More than anybody could wait for.
constexpr std::int64_t kLastStage = kFirstStage << 48;

} // namespace

std::int64_t next_stage(std::int64_t paths, std::int64_t limit) {
    std::int64_t stage = kFirstStage;
    while (stage <= paths) { stage *= 2; }
    return std::min(stage, limit);
}

bool at_stage(std::int64_t paths, std::int64_t limit) { return paths > 0 && next_stage(paths - 1, limit) == paths; }

double relative_error(const tally::Probability& seen) {
    if (seen.events == 0) { return std::numeric_limits<double>::infinity(); }
    return *seen.se / *seen.value;
}

bool is_precise(const tally::Probability& seen, double wanted) {
    return seen.events >= kFewestEvents && relative_error(seen) <= wanted;
}

std::int64_t expected_paths(const tally::Probability& seen, double wanted, std::int64_t limit) {
    const auto paths = static_cast<double>(seen.n);
    // Errors fall with the root of the number of paths. Of what was not seen no weight is known.
    const double unseen = *seen.hi;
    const double for_error = seen.events > 0 ? paths * std::pow(relative_error(seen) / wanted, 2.0)
                                             : (1.0 - unseen) / (unseen * wanted * wanted);
    const double often = seen.events > 0 ? static_cast<double>(seen.events) / paths : unseen;
    const double needed = std::max(for_error, static_cast<double>(kFewestEvents) / often);
    std::int64_t stage = seen.n;
    do {
        stage = next_stage(stage, stage < limit ? limit : kLastStage);
    } while (static_cast<double>(stage) < needed && stage < kLastStage);
    return stage;
}

} // namespace kdt::study
