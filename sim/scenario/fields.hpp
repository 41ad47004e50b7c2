#pragma once

#include "base/problem.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kdt::scenario {

/// One input field as the schema tells it.
struct Field {
    std::string pointer; ///< with <id> for an id and <n> for a place in a list: "/tiers/<id>/pd"
    Text title;
    Text description;
    std::string kind; ///< money, rate, month, number, integer, choice, text, flag, block, list, …
    std::string unit; ///< x-unit, "" where it has none
    std::vector<std::string> choices;
    std::optional<std::string> otherwise; ///< the default, as JSON
    std::string bounds;                   ///< "0 ≤ x < 1", "" where there are none
    bool required = false;
};

/// Every field of a scenario in the schema's order, blocks before their parts, notes left out.
std::vector<Field> fields();

/// The fields whose pattern fits this pointer ("/tiers/高新技术企业/pd") or lies below it; all for "".
std::vector<Field> fields_at(const std::string& pointer);

/// The field that a pointer which fits none was probably meant for, as far as its first wrong key: "/pool/balance" for
/// "/pool/balanc" and for "pool/balance"; "" where none is near.
std::string nearest_field(const std::string& pointer);

} // namespace kdt::scenario
