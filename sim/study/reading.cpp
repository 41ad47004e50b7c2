#include "study/reading.hpp"

#include "results/names.hpp"
#include "scenario/schema.hpp"
#include "scenario/values.hpp"

#include <nlohmann/json.hpp>

namespace kdt::study {
namespace {

using scenario::Json;

Reading flag(bool value) { return {value ? Text{"是", "yes"} : Text{"否", "no"}, {}}; }

Reading choice(const std::string& word, const Json& branch) {
    Text words = scenario::choice_title(branch, word);
    return {words.zh.empty() ? std::nullopt : std::optional(std::move(words)), {}};
}

/// An amount may name a unit of its own: "9.6亿元".
Reading money_reading(const Json& value, results::Unit money) {
    if (!value.is_string()) { return {std::nullopt, results::unit_name(money)}; }
    const scenario::MoneyText text = scenario::split_money(value.get_ref<const std::string&>());
    return {results::both(text.number), results::unit_name(text.unit ? unit_of(*text.unit) : money)};
}

Reading rate_reading(const Json& value) {
    const auto rate = scenario::rate_of(value);
    if (!rate) { return {}; }
    const double percent = scenario::Decimal::of(*rate).times_ten_to(2).value();
    return {results::both(scenario::number_text(percent) + "%"), {}};
}

/// A month may be given as one of the calendar, which needs no words.
Reading month_reading(const Json& value) {
    if (!value.is_number()) { return {}; }
    const std::string number = value.dump();
    return {Text{"第" + number + "个月", "month " + number}, {}};
}

} // namespace

results::Unit unit_of(scenario::Unit unit) {
    switch (unit) {
    case scenario::Unit::yuan: return results::Unit::yuan;
    case scenario::Unit::yi: return results::Unit::yi;
    case scenario::Unit::wan: break;
    }
    return results::Unit::wan;
}

Reading value_reading(const Json& value, const Json* branch, results::Unit money) {
    if (value.is_boolean()) { return flag(value.get<bool>()); }
    if (branch == nullptr) { return {}; }
    const std::string_view unit = scenario::unit_in(*branch);
    if (unit == "money") { return money_reading(value, money); }
    if (unit == "fraction") { return rate_reading(value); }
    if (unit == "month") { return month_reading(value); }
    if (unit == "months") { return {std::nullopt, {"个月", "months"}}; }
    if (unit == "firms") { return {std::nullopt, {"家", "firms"}}; }
    if (unit == "paths") { return {std::nullopt, {"次", "paths"}}; }
    return value.is_string() ? choice(value.get<std::string>(), *branch) : Reading{};
}

} // namespace kdt::study
