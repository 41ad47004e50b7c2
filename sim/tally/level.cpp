#include "tally/level.hpp"

#include <cassert>
#include <charconv>
#include <cstdlib>
#include <string_view>

namespace kdt::tally {
namespace {

constexpr int kMostPlaces = 15;

std::int64_t power_of_ten(int places) {
    std::int64_t power = 1;
    for (int i = 0; i < places; ++i) { power *= 10; }
    return power;
}

} // namespace

Level Level::of(double value) {
    assert(value > 0.0 && value < 1.0);
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed).ptr;
    // "0.995": what follows the point is the numerator.
    std::string_view digits(buffer + 2, static_cast<std::size_t>(end - buffer - 2));
    digits = digits.substr(0, kMostPlaces);
    Level level;
    std::from_chars(digits.data(), digits.data() + digits.size(), level.numerator_);
    level.places_ = static_cast<int>(digits.size());
    return level;
}

std::int64_t Level::rank(std::int64_t paths) const {
    const Int128 one = power_of_ten(places_);
    const Int128 product = static_cast<Int128>(paths) * numerator_;
    const auto rank = static_cast<std::int64_t>((product + one - 1) / one);
    return rank < 1 ? 1 : rank;
}

bool Level::reached(Int128 part, Int128 whole) const { return part * power_of_ten(places_) >= whole * numerator_; }

Level Level::mirror() const {
    Level other = *this;
    other.numerator_ = power_of_ten(places_) - numerator_;
    return other;
}

double Level::value() const {
    const std::string written = text();
    return std::strtod(written.c_str(), nullptr);
}

std::string Level::text() const {
    std::string digits = std::to_string(numerator_);
    digits.insert(0, static_cast<std::size_t>(places_) - digits.size(), '0');
    digits.erase(digits.find_last_not_of('0') + 1);
    return "0." + digits;
}

std::strong_ordering operator<=>(const Level& a, const Level& b) {
    return static_cast<Int128>(a.numerator_) * power_of_ten(b.places_) <=>
           static_cast<Int128>(b.numerator_) * power_of_ten(a.places_);
}

} // namespace kdt::tally
