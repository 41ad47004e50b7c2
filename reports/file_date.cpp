#include "reports/file_date.hpp"

#include <chrono>

namespace kdt::reports {

long long seconds_after(CalendarMonth month) {
    const CalendarMonth next = month.plus(1);
    const std::chrono::sys_days day = std::chrono::year(next.year()) / next.month() / 1;
    return std::chrono::duration_cast<std::chrono::seconds>(day.time_since_epoch()).count();
}

} // namespace kdt::reports
