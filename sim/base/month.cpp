#include "base/month.hpp"

#include <algorithm>

namespace kdt {

std::string CalendarMonth::text() const {
    std::string out = std::to_string(year());
    out += month() < 10 ? "-0" : "-";
    return out + std::to_string(month());
}

std::optional<CalendarMonth> CalendarMonth::parse(std::string_view text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != 7 || text[4] != '-') { return std::nullopt; }
    const auto number = [&](std::size_t from, std::size_t length) {
        int value = 0;
        for (char c : text.substr(from, length)) { value = value * 10 + (c - '0'); }
        return value;
    };
    const bool digits =
        std::all_of(text.begin(), text.begin() + 4, is_digit) && std::all_of(text.begin() + 5, text.end(), is_digit);
    if (!digits) { return std::nullopt; }
    const int year = number(0, 4);
    const int month = number(5, 2);
    if (year < 1900 || year > 2999 || month < 1 || month > 12) { return std::nullopt; }
    return of(year, month);
}

} // namespace kdt
