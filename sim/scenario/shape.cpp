#include "scenario/shape.hpp"

#include "scenario/encoding.hpp"
#include "scenario/limits.hpp"
#include "scenario/pointer.hpp"
#include "scenario/scalar.hpp"
#include "scenario/schema.hpp"
#include "scenario/values.hpp"

#include <algorithm>

namespace kdt::scenario {
namespace {

Text named(const Json& node) {
    const Text title = title_of(node);
    return title.zh.empty() ? Text{"", ""} : Text{"“" + title.zh + "”", title.en + ": "};
}

class ShapeCheck {
public:
    ShapeCheck(const Json& root, const Frame& frame, Findings& findings)
        : root_(root), frame_(frame), findings_(findings) {}

    void check(const Json& value, const Json& node, const std::string& pointer) {
        const Json* branch = branch_for(node, value);
        if (value.is_null()) {
            findings_.mistake(pointer, {"值不能为 null", "no parameter is null"},
                              {"写一个值，或删掉这一行", "give a value, or take the line out"});
        } else if (branch == nullptr || !admits_type(*branch, value)) {
            wrong_type(value, node, pointer);
        } else if (value.is_object()) {
            check_object(value, *branch, pointer);
        } else if (value.is_array()) {
            check_array(value, *branch, pointer);
        } else {
            check_scalar(value, *branch, pointer, frame_, findings_);
            check_reference(value, *branch, pointer);
        }
    }

private:
    void wrong_type(const Json& value, const Json& node, const std::string& pointer) {
        const Text name = named(node);
        const Text wanted = wanted_value(node);
        findings_.mistake(pointer,
                          {name.zh + "应为" + wanted.zh + "，却是 " + shown(value),
                           name.en + "expected " + wanted.en + ", found " + shown(value)},
                          advice_on_type(node, value));
    }

    void check_object(const Json& object, const Json& node, const std::string& pointer) {
        if (node.contains("x-keys") ||
            (node.contains("additionalProperties") && node["additionalProperties"].is_object())) {
            check_keys(object, node, pointer);
        }
        for (const auto& [key, value] : object.items()) {
            if (const Json* known = node_for(node, key)) {
                check(value, *known, child(pointer, key));
            } else {
                unknown_key(key, node, pointer);
            }
        }
        check_required(object, node, pointer);
    }

    void check_required(const Json& object, const Json& node, const std::string& pointer) {
        if (node.contains("minProperties") && ids_of(object).empty()) {
            findings_.mistake(pointer, {named(node).zh + "至少要有一项", named(node).en + "needs at least one entry"},
                              {"加一项，或删掉整个块", "add one, or take the block out"});
        }
        if (node.contains("maxProperties") && ids_of(object).size() > node["maxProperties"].get<std::size_t>()) {
            const std::string most = node["maxProperties"].dump();
            findings_.mistake(
                pointer, {named(node).zh + "最多 " + most + " 项", named(node).en + "at most " + most + " entries"},
                {"删到 " + most + " 项以内", "take out what is beyond " + most});
        }
        if (!node.contains("required")) { return; }
        for (const Json& key : node["required"]) {
            const auto name = key.get<std::string>();
            if (object.contains(name)) { continue; }
            const Json& missing = *node_for(node, name);
            const Text title = title_of(missing);
            const Text wanted = wanted_value(missing);
            findings_.mistake(
                child(pointer, name),
                {"缺少必填项 \"" + name + "\"（" + title.zh + "）", "\"" + name + "\" (" + title.en + ") is missing"},
                {"加上它：" + wanted.zh, "add it: " + wanted.en});
        }
    }

    void unknown_key(const std::string& key, const Json& node, const std::string& pointer) {
        const std::vector<std::string> known = known_keys(node);
        const std::string near = findings_.nearest_to(key, known);
        std::string all;
        for (const std::string& name : known) { all += (all.empty() ? "" : ", ") + name; }
        const Text advice = near.empty() ? Text{"可用的项：" + all, "known here: " + all}
                                         : Text{"是否想写 \"" + near + "\"？", "did you mean \"" + near + "\"?"};
        findings_.mistake(child(pointer, key), {"不认识的项 \"" + key + "\"", "unknown key \"" + key + "\""}, advice);
    }

    static std::vector<std::string> known_keys(const Json& node) {
        std::vector<std::string> known;
        if (node.contains("properties")) {
            for (const auto& [name, value] : node["properties"].items()) { known.push_back(name); }
        }
        return known;
    }

    /// Keys that are ids: new ones must be writable, others must exist.
    void check_keys(const Json& object, const Json& node, const std::string& pointer) {
        const std::string of = node.contains("x-keys") ? node["x-keys"].get<std::string>() : std::string();
        if (of == "pointers") { return; }
        for (const std::string& id : ids_of(object)) {
            if (!of.empty()) {
                must_exist(id, of, child(pointer, id));
            } else if (!is_id(id)) {
                findings_.mistake(
                    child(pointer, id),
                    {"名称不合规定（1 到 40 个字，不含 / ~ = @ < >、控制字符、改变书写方向的字符和非字符）",
                     "not a usable id (1 to 40 characters, none of / ~ = @ < >, control characters, those "
                     "that turn the direction of text, or noncharacters)"},
                    {"换一个名称", "give it another name"});
            }
        }
    }

    void check_reference(const Json& value, const Json& node, const std::string& pointer) {
        if (node.contains("x-of") && value.is_string()) {
            must_exist(value.get<std::string>(), node["x-of"].get<std::string>(), pointer);
        }
    }

    void must_exist(const std::string& id, const std::string& of, const std::string& pointer) {
        const Json::json_pointer place(of);
        const bool there = root_.contains(place) && root_[place].is_object();
        if (there && id != "note" && root_[place].contains(id)) { return; }
        const std::vector<std::string> known = there ? ids_of(root_[place]) : std::vector<std::string>{};
        const std::string near = findings_.nearest_to(id, known);
        Text advice{"在 " + of + " 中加上它", "add it to " + of};
        if (!near.empty()) { advice = {"是否想写 \"" + near + "\"？", "did you mean \"" + near + "\"?"}; }
        findings_.mistake(pointer, {of + " 中没有 \"" + id + "\"", "there is no \"" + id + "\" in " + of}, advice);
    }

    void check_array(const Json& array, const Json& node, const std::string& pointer) {
        const auto bound = [&](const char* key, std::size_t otherwise) {
            return node.contains(key) ? node[key].get<std::size_t>() : otherwise;
        };
        const std::size_t least = bound("minItems", 0);
        const std::size_t most = bound("maxItems", kMostValues);
        if (array.size() < least || array.size() > most) {
            const std::string range =
                least == most ? std::to_string(least) : std::to_string(least) + "–" + std::to_string(most);
            const std::string count = std::to_string(array.size());
            findings_.mistake(pointer,
                              {named(node).zh + "应有 " + range + " 项，却有 " + count + " 项",
                               named(node).en + "expected " + range + " entries, found " + count},
                              array.size() < least
                                  ? Text{"补足 " + std::to_string(least) + " 项", "give " + std::to_string(least)}
                                  : Text{"删到 " + std::to_string(most) + " 项", "keep " + std::to_string(most)});
        }
        for (std::size_t i = 0; i < array.size(); ++i) {
            check(array[i], node["items"], child(pointer, i));
            if (node.contains("uniqueItems") && std::find(array.begin(), array.begin() + static_cast<std::ptrdiff_t>(i),
                                                          array[i]) != array.begin() + static_cast<std::ptrdiff_t>(i)) {
                findings_.mistake(child(pointer, i), {shown(array[i]) + " 重复了", shown(array[i]) + " stands twice"},
                                  {"保留一个", "keep one of them"});
            }
        }
    }

    const Json& root_;
    const Frame& frame_;
    Findings& findings_;
};

} // namespace

Frame frame_of(const Json& root) {
    Frame frame;
    if (!root.is_object()) { return frame; }
    if (const auto as_of = root.find("as_of"); as_of != root.end() && as_of->is_string()) {
        frame.as_of = CalendarMonth::parse(as_of->get_ref<const std::string&>());
    }
    if (const auto unit = root.find("unit"); unit != root.end() && unit->is_string()) {
        frame.unit = unit_named(unit->get_ref<const std::string&>()).value_or(Unit::wan);
    }
    return frame;
}

void check_shape(const Json& root, const Json& schema, const Frame& frame, Findings& findings) {
    ShapeCheck(root, frame, findings).check(root, schema, "");
}

bool is_id(const std::string& text) {
    const bool plain = unfit_in(text).empty() && text.find_first_of("/~=@<>\n\t") == std::string::npos;
    const std::size_t length = length_of(text);
    return plain && length >= 1 && length <= kLongestId;
}

} // namespace kdt::scenario
