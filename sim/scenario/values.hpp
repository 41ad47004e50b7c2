#pragma once

#include "base/month.hpp"
#include "scenario/decimal.hpp"
#include "scenario/json_text.hpp"
#include "scenario/scenario.hpp"

#include <optional>
#include <string_view>

// The ways in which a figure may be written, in JSON and in CSV cells alike. Full-width signs are understood.
namespace kdt::scenario {

/// "1,234.5"
std::optional<double> read_number(std::string_view text);

/// "0.025" or "2.5%".
struct ReadRate {
    double value = 0.0;
    bool percent = false;
};
std::optional<ReadRate> read_rate(std::string_view text);

/// An amount's number and the unit that it names itself: "9.6" and 亿元 of "9.6亿元", without full-width signs and
/// "￥".
struct MoneyText {
    std::string number;
    std::optional<Unit> unit;
};
MoneyText split_money(std::string_view text);

enum class MoneyFault { not_an_amount, unknown_unit, too_large };
struct ReadMoney {
    Amount amount;
    std::optional<MoneyFault> fault;
};
/// "4800", "4,800万元", "9.6亿元", "￥48,000,000元"; without a unit of its own it is in `unit`.
ReadMoney read_money(std::string_view text, Unit unit);

/// A number of months, or a calendar month counted from as_of: "2022-12".
std::optional<int> read_month(std::string_view text, std::optional<CalendarMonth> as_of);

/// The same for JSON values; nothing where the value is neither number nor readable text.
std::optional<double> rate_of(const Json& value);
ReadMoney money_of(const Json& value, Unit unit);
std::optional<int> month_of(const Json& value, std::optional<CalendarMonth> as_of);

/// A number for a message, by shortest round trip: "0.025", "50".
std::string number_text(double value);

/// A sum of figures that people wrote: what is beyond the twelfth place is noise of binary fractions.
std::string sum_text(double sum);

/// How an amount is written for people: "4,800万元".
std::string written(Fen amount, Unit unit);

std::string_view name_of(Unit unit);
std::optional<Unit> unit_named(std::string_view name);

} // namespace kdt::scenario
