#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace kdt {

/// A calendar month, counted from year 0: year · 12 + (month − 1).
struct CalendarMonth {
    int count = 0;

    friend constexpr auto operator<=>(CalendarMonth, CalendarMonth) = default;

    static constexpr CalendarMonth of(int year, int month) { return CalendarMonth{year * 12 + month - 1}; }
    constexpr int year() const { return count / 12; }
    /// 1 = January … 12 = December.
    constexpr int month() const { return count % 12 + 1; }
    constexpr CalendarMonth plus(int months) const { return CalendarMonth{count + months}; }

    /// "2022-03"
    std::string text() const;
    /// Reads "YYYY-MM" with a year in 1900–2999; nothing else.
    static std::optional<CalendarMonth> parse(std::string_view text);
};

} // namespace kdt
