#include "scenario/decimal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace kdt::scenario {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Longer numbers are no amounts; bounded so that exponents can't overflow.
constexpr std::size_t kLongestNumber = 400;
constexpr int kLargestExponent = 1'000;

/// Takes the separators out of "12,345,678"; nothing where a group has not three digits.
std::optional<std::string> without_separators(std::string_view whole) {
    const auto first = whole.find(',');
    if (first == std::string_view::npos) { return std::string(whole); }
    if (first == 0 || first > 3) { return std::nullopt; }
    std::string out(whole.substr(0, first));
    for (std::size_t at = first; at < whole.size(); at += 4) {
        const std::string_view group = whole.substr(at + 1, 3);
        if (whole[at] != ',' || group.size() != 3 || !std::all_of(group.begin(), group.end(), is_digit)) {
            return std::nullopt;
        }
        out += group;
    }
    return out;
}

std::optional<int> exponent_of(std::string_view text) {
    if (text.starts_with('+')) { text.remove_prefix(1); }
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || std::abs(value) > kLargestExponent) {
        return std::nullopt;
    }
    return value;
}

} // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    if (text.size() > kLongestNumber) { return std::nullopt; }
    Decimal out;
    if (text.starts_with('-') || text.starts_with('+')) {
        out.negative = text.front() == '-';
        text.remove_prefix(1);
    }
    if (const auto e = text.find_first_of("eE"); e != std::string_view::npos) {
        const auto exponent = exponent_of(text.substr(e + 1));
        if (!exponent) { return std::nullopt; }
        out.exponent = *exponent;
        text = text.substr(0, e);
    }
    const auto dot = std::min(text.find('.'), text.size());
    const std::string_view fraction = dot < text.size() ? text.substr(dot + 1) : std::string_view{};
    const auto whole = without_separators(text.substr(0, dot));
    if (!whole || whole->size() + fraction.size() == 0) { return std::nullopt; }
    out.digits = *whole + std::string(fraction);
    if (!std::all_of(out.digits.begin(), out.digits.end(), is_digit)) { return std::nullopt; }
    out.exponent -= static_cast<int>(fraction.size());
    out.digits.erase(0, std::min(out.digits.find_first_not_of('0'), out.digits.size()));
    return out;
}

Decimal Decimal::of(double value) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific).ptr;
    return parse({text.data(), static_cast<std::size_t>(end - text.data())}).value_or(Decimal{});
}

double Decimal::value() const {
    if (zero()) { return 0.0; }
    const std::string text = digits + "e" + std::to_string(exponent);
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const double size = error == std::errc::result_out_of_range ? (exponent > 0 ? HUGE_VAL : 0.0) : value;
    return negative ? -size : size;
}

std::optional<Amount> to_amount(const Decimal& in_fen) {
    constexpr std::size_t kMostDigits = 17; // kLargestAmount has 16
    if (in_fen.zero()) { return Amount{}; }
    const auto size = static_cast<long>(in_fen.digits.size());
    const long whole = size + in_fen.exponent;
    if (whole > static_cast<long>(kMostDigits)) { return std::nullopt; }
    const std::string_view digits = in_fen.digits;
    const auto kept = static_cast<std::size_t>(std::clamp(whole, 0L, size));
    std::int64_t count = 0;
    for (char c : digits.substr(0, kept)) { count = count * 10 + (c - '0'); }
    for (long i = size; i < whole; ++i) { count *= 10; }
    const std::string_view rest = whole < 0 ? std::string_view{} : digits.substr(kept);
    Amount amount;
    amount.exact = whole >= 0 && rest.find_first_not_of('0') == std::string_view::npos;
    if (!rest.empty() && rest.front() >= '5') { ++count; }
    if (count > kLargestAmount.count) { return std::nullopt; }
    amount.fen = Fen{in_fen.negative ? -count : count};
    return amount;
}

} // namespace kdt::scenario
