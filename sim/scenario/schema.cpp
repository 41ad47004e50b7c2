#include "scenario/schema.hpp"

#include "scenario/schema_text.hpp"
#include "scenario/values.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace kdt::scenario {
namespace {

constexpr std::string_view kDefinitions = "#/definitions/";

Json resolve(const Json& node, const Json& definitions) {
    if (node.is_array()) {
        Json out = Json::array();
        for (const Json& element : node) { out.push_back(resolve(element, definitions)); }
        return out;
    }
    if (!node.is_object()) { return node; }
    Json out = Json::object();
    if (node.contains("allOf")) {
        const auto target = node["allOf"][0]["$ref"].get<std::string>();
        out = resolve(definitions.at(target.substr(kDefinitions.size())), definitions);
    }
    for (const auto& [key, value] : node.items()) {
        if (key != "allOf" && key != "definitions") { out[key] = resolve(value, definitions); }
    }
    // A field of several types has one title: messages about any of them use it.
    if (out.contains("anyOf") && out.contains("title")) {
        for (Json& branch : out["anyOf"]) {
            if (!branch.contains("title")) { branch["title"] = out["title"]; }
        }
    }
    return out;
}

Text both(const Json& node, const char* key) {
    if (!node.contains(key) || !node[key].is_string()) { return {}; }
    const auto text = node[key].get<std::string>();
    const auto cut = text.find(" / ");
    return cut == std::string::npos ? Text{text, text} : Text{text.substr(0, cut), text.substr(cut + 3)};
}

std::string_view mark_of(const Json& node, const char* key) {
    const auto mark = node.find(key);
    return mark == node.end() ? std::string_view{} : std::string_view(mark->get_ref<const std::string&>());
}

bool matches(std::string_view type, const Json& value) {
    if (type == "number") { return value.is_number(); }
    if (type == "integer") {
        constexpr double kExactIntegers = 9007199254740992.0; // 2^53
        return value.is_number_integer() ||
               (value.is_number_float() && std::abs(value.get<double>()) <= kExactIntegers &&
                std::trunc(value.get<double>()) == value.get<double>());
    }
    return (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
           (type == "array" && value.is_array()) || (type == "object" && value.is_object());
}

} // namespace

const Json& resolved_schema() {
    static const Json resolved = [] {
        const Json schema = Json::parse(schema_text());
        return resolve(schema, schema.at("definitions"));
    }();
    return resolved;
}

Text title_of(const Json& node) { return both(node, "title"); }
Text description_of(const Json& node) { return both(node, "description"); }

Text choice_title(const Json& node, const std::string& word) {
    const auto titles = node.find("x-titles");
    return titles == node.end() ? Text{} : both(*titles, word.c_str());
}

std::string_view kind_of(const Json& node) { return mark_of(node, "x-kind"); }
std::string_view unit_in(const Json& node) { return mark_of(node, "x-unit"); }

std::string bounds_of(const Json& node) {
    const auto limit = [&](const char* key) {
        return node.contains(key) ? std::optional(node[key].get<double>()) : std::nullopt;
    };
    const auto text = [&](const char* key) { return node[key].dump(); };
    const auto least = limit("minimum");
    const auto above = limit("exclusiveMinimum");
    const auto most = limit("maximum");
    const auto below = limit("exclusiveMaximum");
    std::string out = "x";
    if (above && (!least || *above >= *least)) {
        out = text("exclusiveMinimum") + " < " + out;
    } else if (least) {
        out = text("minimum") + " ≤ " + out;
    }
    if (below && (!most || *below <= *most)) {
        out += " < " + text("exclusiveMaximum");
    } else if (most) {
        out += " ≤ " + text("maximum");
    }
    return out == "x" ? "" : out;
}

const Json* node_for(const Json& object, const std::string& key) {
    if (const auto properties = object.find("properties"); properties != object.end()) {
        if (const auto found = properties->find(key); found != properties->end()) { return &*found; }
    }
    const auto other = object.find("additionalProperties");
    return other != object.end() && other->is_object() ? &*other : nullptr;
}

bool admits_type(const Json& node, const Json& value) {
    const auto type = node.find("type");
    if (type == node.end()) { return !node.contains("enum") || value.is_string(); }
    if (type->is_string()) { return matches(type->get_ref<const std::string&>(), value); }
    return std::any_of(type->begin(), type->end(),
                       [&](const Json& one) { return matches(one.get_ref<const std::string&>(), value); });
}

const Json* branch_for(const Json& node, const Json& value) {
    const auto branches = node.find("anyOf");
    if (branches == node.end()) { return &node; }
    const bool word = value.is_string() && !rate_of(value);
    const auto fits = [&](const Json& branch) {
        return admits_type(branch, value) && !(word && kind_of(branch) == "rate");
    };
    auto found = std::find_if(branches->begin(), branches->end(), fits);
    if (found == branches->end()) {
        found = std::find_if(branches->begin(), branches->end(),
                             [&](const Json& branch) { return admits_type(branch, value); });
    }
    return found == branches->end() ? nullptr : &*found;
}

std::vector<std::string> ids_of(const Json& object) {
    std::vector<std::string> ids;
    if (!object.is_object()) { return ids; }
    for (const auto& [key, value] : object.items()) {
        if (key != "note") { ids.push_back(key); }
    }
    return ids;
}

} // namespace kdt::scenario
