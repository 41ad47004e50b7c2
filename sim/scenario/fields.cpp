#include "scenario/fields.hpp"

#include "base/nearest.hpp"
#include "scenario/pointer.hpp"
#include "scenario/schema.hpp"

namespace kdt::scenario {
namespace {

std::string kind_name(const Json& node) {
    if (node.contains("enum")) { return "choice"; }
    if (!kind_of(node).empty()) { return kind_of(node) == "label" ? "text" : std::string(kind_of(node)); }
    if (node.contains("anyOf")) { return "either"; }
    const std::string type = node.contains("type") && node["type"].is_string() ? node["type"].get<std::string>() : "";
    if (type == "object") { return "block"; }
    if (type == "array") { return "list"; }
    return type == "boolean" ? "flag" : (type == "string" ? "text" : type);
}

class FieldList {
public:
    void add_parts(const Json& node, const std::string& pointer) {
        if (node.contains("properties")) {
            for (const auto& [key, part] : node["properties"].items()) {
                if (key != "note") { add(part, child(pointer, key), is_required(node, key)); }
            }
        }
        if (node.contains("additionalProperties") && node["additionalProperties"].is_object()) {
            add(node["additionalProperties"], pointer + "/<id>", false);
        }
        if (node.contains("items")) { add(node["items"], pointer + "/<n>", false); }
        if (node.contains("anyOf")) {
            for (const Json& branch : node["anyOf"]) { add_parts(branch, pointer); }
        }
    }

    std::vector<Field> take() { return std::move(fields_); }

private:
    static bool is_required(const Json& node, const std::string& key) {
        if (!node.contains("required")) { return false; }
        for (const Json& name : node["required"]) {
            if (name == key) { return true; }
        }
        return false;
    }

    void add(const Json& node, const std::string& pointer, bool required) {
        Field field;
        field.pointer = pointer;
        field.title = title_of(node);
        field.description = description_of(node);
        field.kind = kind_name(node);
        field.unit = unit_in(node);
        if (node.contains("enum")) { field.choices = node["enum"].get<std::vector<std::string>>(); }
        if (node.contains("default")) { field.otherwise = node["default"].dump(); }
        field.bounds = bounds_of(node);
        field.required = required;
        fields_.push_back(std::move(field));
        add_parts(node, pointer);
    }

    std::vector<Field> fields_;
};

/// Whether a pattern's beginning fits all keys of a pointer.
bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& keys) {
    if (pattern.size() < keys.size()) { return false; }
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (pattern[i] != keys[i] && pattern[i] != "<id>" && pattern[i] != "<n>") { return false; }
    }
    return true;
}

} // namespace

std::vector<Field> fields() {
    FieldList list;
    list.add_parts(resolved_schema(), "");
    return list.take();
}

std::vector<Field> fields_at(const std::string& pointer) {
    std::vector<Field> out;
    const auto keys = keys_of(pointer);
    if (!keys) { return out; }
    for (Field& field : fields()) {
        if (fits(*keys_of(field.pointer), *keys)) { out.push_back(std::move(field)); }
    }
    return out;
}

std::string nearest_field(const std::string& pointer) {
    const auto keys = keys_of(pointer.starts_with('/') ? pointer : "/" + pointer);
    if (!keys) { return {}; }
    std::string mended;
    std::vector<std::string> before;
    for (const std::string& key : *keys) {
        std::vector<std::string> here = before;
        here.push_back(key);
        std::vector<std::string> siblings;
        bool known = false;
        for (const Field& field : fields()) {
            const auto pattern = *keys_of(field.pointer);
            known = known || fits(pattern, here);
            if (pattern.size() == here.size() && fits(pattern, before)) { siblings.push_back(pattern.back()); }
        }
        if (!known) {
            const std::string near = nearest(key, siblings);
            return near.empty() ? std::string() : child(mended, near);
        }
        mended = child(mended, key);
        before = std::move(here);
    }
    return mended;
}

} // namespace kdt::scenario
