#pragma once

#include "base/month.hpp"

// The date that files carry: of the scenario, so that no clock is in them.
namespace kdt::reports {

/// 1970-based seconds of the first day after the month, 00:00 UTC.
long long seconds_after(CalendarMonth month);

} // namespace kdt::reports
