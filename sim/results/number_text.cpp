#include "results/number_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kdt::results {
namespace {

std::string fixed(double value) {
    char buffer[400]; // the longest double without exponent has about 330 places
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed).ptr;
    return {buffer, end};
}

/// Adds one unit in the last place of a string of digits with at most one point.
void increment(std::string& digits) {
    for (std::size_t i = digits.size(); i-- > 0;) {
        if (digits[i] == '.') { continue; }
        if (digits[i] != '9') {
            ++digits[i];
            return;
        }
        digits[i] = '0';
    }
    digits.insert(digits.begin(), '1');
}

/// `digits`: a decimal without sign.
std::string round_text(std::string digits, bool negative, int decimals) {
    std::size_t point = digits.find('.');
    if (point == std::string::npos) {
        point = digits.size();
        digits += '.';
    }
    const auto places = static_cast<std::size_t>(decimals);
    digits.append(places + 1, '0');
    const bool up = digits[point + 1 + places] >= '5';
    digits.resize(point + 1 + places);
    if (up) { increment(digits); }
    if (digits.back() == '.') { digits.pop_back(); }
    const bool zero = digits.find_first_not_of("0.") == std::string::npos;
    return negative && !zero ? "-" + digits : digits;
}

} // namespace

std::string shortest(double value) {
    if (value == 0.0) { return "0"; }
    const double size = std::abs(value);
    if (size >= 1e-7 && size < 1e17) { return fixed(value); }
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
    return {buffer, end};
}

std::string rounded(double value, int decimals) { return round_text(fixed(std::abs(value)), value < 0.0, decimals); }

int places_of_two_digits(double size) { return 1 - static_cast<int>(std::floor(std::log10(size))); }

int places_showing(double value, int usual) {
    constexpr double kLeast = 1e-9;
    const double size = std::abs(value);
    const bool shows = rounded(size, usual).find_first_not_of("0.") != std::string::npos;
    return shows || size < kLeast ? usual : places_of_two_digits(size);
}

std::string rounded_percent(double fraction, int decimals) {
    std::string digits = fixed(std::abs(fraction));
    std::size_t point = digits.find('.');
    if (point == std::string::npos) {
        point = digits.size();
        digits += '.';
    }
    digits.append(2, '0'); // so that two places can always be moved
    digits.erase(point, 1);
    digits.insert(point + 2, 1, '.');
    digits.erase(0, std::min(digits.find_first_not_of('0'), point + 1)); // "003.5" → "3.5", "000.5" → "0.5"
    return round_text(std::move(digits), fraction < 0.0, decimals);
}

std::string grouped(std::string digits) {
    std::size_t place = std::min(digits.find('.'), digits.size());
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    while (place > first + 3) {
        place -= 3;
        digits.insert(place, 1, ',');
    }
    return digits;
}

} // namespace kdt::results
