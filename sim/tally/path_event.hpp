#pragma once

#include "tally/scores.hpp"

#include <cstdint>
#include <vector>

namespace kdt::tally {

/// What may happen to a path, for the first time in some month.
struct PathEvent {
    enum class Kind {
        depleted,         ///< the pool
        macro_below_zero, ///< the macro factor, in the first month of a period
        account_depleted, ///< [account]
        member_stop,      ///< [breaker member]
        member_warning,
        breaker_stop, ///< [breaker], of any of its members
        breaker_warning,
        any_stop ///< of any breaker
    };
    Kind kind = Kind::depleted;
    int number = 0; ///< where there are several
};

/// All of a shape, each once, in a fixed order.
std::vector<PathEvent> events_of(const Shape& shape);
/// Place of an event in events_of.
std::size_t place_of(const Shape& shape, PathEvent event);

/// The month in which it first happened, 0 for never. [path]
std::vector<std::int16_t> first_months(const Scores& scores, PathEvent event);

/// Whether what first came to pass in `month` (0: never) did so by the horizon.
constexpr bool happened_by(std::int16_t month, int horizon) { return month > 0 && month <= horizon; }

} // namespace kdt::tally
