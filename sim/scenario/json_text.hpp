#pragma once

#include "base/problem.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <string_view>

namespace kdt::scenario {

/// Objects keep the order of the file.
using Json = nlohmann::ordered_json;

/// JSON text with the line on which each value stands, by JSON pointer.
struct JsonText {
    Json value;
    std::map<std::string, int, std::less<>> lines;
};

/// Strict JSON (RFC 8259) with bounded nesting, keys and values. A key that stands twice in an object is a problem,
/// because readers differ in which one they take. Problems carry line and column; `file` names them.
Checked<JsonText> parse_json(std::string_view utf8, const std::string& file);

/// A value for a message: shortened, on one line.
std::string shown(const Json& value);

} // namespace kdt::scenario
