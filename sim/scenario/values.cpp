#include "scenario/values.hpp"

#include "scenario/encoding.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace kdt::scenario {
namespace {

struct UnitName {
    std::string_view text;
    Unit unit;
};
constexpr std::array<UnitName, 5> kUnits{
    {{"亿元", Unit::yi}, {"万元", Unit::wan}, {"亿", Unit::yi}, {"万", Unit::wan}, {"元", Unit::yuan}}};

/// Powers of ten from the unit to 分.
int power_of(Unit unit) { return unit == Unit::yuan ? 2 : (unit == Unit::wan ? 6 : 10); }

ReadMoney amount_in(const Decimal& number, Unit unit) {
    const auto amount = to_amount(number.times_ten_to(power_of(unit)));
    return amount ? ReadMoney{*amount, std::nullopt} : ReadMoney{{}, MoneyFault::too_large};
}

} // namespace

std::optional<double> read_number(std::string_view text) {
    const std::string plain = nfkc(text);
    const auto number = Decimal::parse(trimmed(plain));
    if (!number || !std::isfinite(number->value())) { return std::nullopt; }
    return number->value();
}

std::optional<ReadRate> read_rate(std::string_view text) {
    const std::string plain = nfkc(text);
    std::string_view rest = trimmed(plain);
    const bool percent = rest.ends_with('%');
    if (percent) { rest = trimmed(rest.substr(0, rest.size() - 1)); }
    const auto number = Decimal::parse(rest);
    if (!number) { return std::nullopt; }
    const double value = number->times_ten_to(percent ? -2 : 0).value();
    return std::isfinite(value) ? std::optional(ReadRate{value, percent}) : std::nullopt;
}

MoneyText split_money(std::string_view text) {
    const std::string plain = nfkc(text);
    std::string_view rest = trimmed(plain);
    if (rest.starts_with("¥")) { rest = trimmed(rest.substr(std::string_view("¥").size())); }
    for (const UnitName& own : kUnits) {
        if (!rest.ends_with(own.text)) { continue; }
        return {std::string(trimmed(rest.substr(0, rest.size() - own.text.size()))), own.unit};
    }
    return {std::string(rest), std::nullopt};
}

ReadMoney read_money(std::string_view text, Unit unit) {
    const MoneyText parts = split_money(text);
    const std::string_view rest = parts.number;
    if (const auto number = Decimal::parse(rest)) { return amount_in(*number, parts.unit.value_or(unit)); }
    const auto last = rest.find_last_of("0123456789.");
    const bool starts_as_number = last != std::string_view::npos && Decimal::parse(trimmed(rest.substr(0, last + 1)));
    return {{}, starts_as_number ? MoneyFault::unknown_unit : MoneyFault::not_an_amount};
}

std::optional<int> read_month(std::string_view text, std::optional<CalendarMonth> as_of) {
    const std::string plain = nfkc(text);
    const std::string_view rest = trimmed(plain);
    if (const auto calendar = CalendarMonth::parse(rest)) {
        return as_of ? std::optional(calendar->count - as_of->count) : std::nullopt;
    }
    int value = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    return error == std::errc{} && end == rest.data() + rest.size() && !rest.empty() ? std::optional(value)
                                                                                     : std::nullopt;
}

std::optional<double> rate_of(const Json& value) {
    if (value.is_number()) { return value.get<double>(); }
    if (!value.is_string()) { return std::nullopt; }
    const auto read = read_rate(value.get_ref<const std::string&>());
    return read ? std::optional(read->value) : std::nullopt;
}

ReadMoney money_of(const Json& value, Unit unit) {
    if (value.is_string()) { return read_money(value.get_ref<const std::string&>(), unit); }
    if (!value.is_number()) { return {{}, MoneyFault::not_an_amount}; }
    if (value.is_number_integer()) { return amount_in(*Decimal::parse(value.dump()), unit); }
    return amount_in(Decimal::of(value.get<double>()), unit);
}

std::optional<int> month_of(const Json& value, std::optional<CalendarMonth> as_of) {
    if (value.is_string()) { return read_month(value.get_ref<const std::string&>(), as_of); }
    if (!value.is_number() || std::abs(value.get<double>()) > 1e6) { return std::nullopt; }
    return static_cast<int>(value.get<double>());
}

std::string number_text(double value) {
    constexpr double kExactIntegers = 9007199254740992.0; // 2^53
    const bool whole = std::trunc(value) == value && std::abs(value) <= kExactIntegers;
    return whole ? std::to_string(static_cast<std::int64_t>(value)) : Json(value).dump();
}

std::string sum_text(double sum) { return number_text(std::round(sum * 1e12) / 1e12); }

std::string written(Fen amount, Unit unit) {
    const auto per = fen_per(unit);
    std::string whole = std::to_string(amount.count / per);
    for (auto at = static_cast<std::ptrdiff_t>(whole.size()) - 3; at > (whole.front() == '-' ? 1 : 0); at -= 3) {
        whole.insert(static_cast<std::size_t>(at), ",");
    }
    std::string rest = std::to_string(std::abs(amount.count % per) + per).substr(1);
    rest.erase(rest.find_last_not_of('0') + 1);
    const bool small_negative = amount.count < 0 && amount.count > -per;
    return (small_negative ? "-" : "") + whole + (rest.empty() ? "" : "." + rest) + std::string(name_of(unit));
}

std::string_view name_of(Unit unit) { return unit == Unit::yuan ? "元" : (unit == Unit::wan ? "万元" : "亿元"); }

std::optional<Unit> unit_named(std::string_view name) {
    for (Unit unit : {Unit::yuan, Unit::wan, Unit::yi}) {
        if (name == name_of(unit)) { return unit; }
    }
    return std::nullopt;
}

} // namespace kdt::scenario
