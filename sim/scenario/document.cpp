#include "scenario/document.hpp"

#include "scenario/encoding.hpp"
#include "scenario/limits.hpp"
#include "scenario/pointer.hpp"
#include "scenario/schema.hpp"

#include <algorithm>
#include <charconv>

namespace kdt::scenario {
namespace {

std::optional<std::size_t> index_of(const std::string& key) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
    const bool whole = error == std::errc{} && end == key.data() + key.size();
    return whole && (key == "0" || key.front() != '0') ? std::optional(index) : std::nullopt;
}

/// RFC 7396 leaves no null in the result, not in an object that is new either.
Json without_nulls(const Json& patch) {
    if (!patch.is_object()) { return patch; }
    Json out = Json::object();
    for (const auto& [key, value] : patch.items()) {
        if (!value.is_null()) { out.emplace(key, without_nulls(value)); }
    }
    return out;
}

/// The child a pointer's key names; made where it is missing. Objects stay objects, whatever the key looks like; only
/// "-" asks for an array. Null where there is no such place.
Json* step(Json& at, const std::string& key, bool next_appends) {
    if (at.is_object()) {
        if (!at.contains(key)) { at[key] = next_appends ? Json::array() : Json::object(); }
        return &at[key];
    }
    if (!at.is_array()) { return nullptr; }
    if (key == "-") {
        at.push_back(Json::object());
        return &at.back();
    }
    const auto index = index_of(key);
    return index && *index < at.size() ? &at[*index] : nullptr;
}

Json* place_for(Json& at, const std::string& key) {
    if (at.is_object()) { return &at[key]; }
    if (!at.is_array()) { return nullptr; }
    if (key == "-") {
        at.push_back(nullptr);
        return &at.back();
    }
    const auto index = index_of(key);
    return index && *index < at.size() ? &at[*index] : nullptr;
}

bool drop(Json& at, const std::string& key) {
    if (at.is_object()) { return at.erase(key) > 0; }
    const auto index = index_of(key);
    if (!at.is_array() || !index || *index >= at.size()) { return false; }
    at.erase(*index);
    return true;
}

/// A new entry beside others of an object keyed by ids is nearly always meant to be one of them where it looks like
/// one.
void ask_about_new(const Json& object, const std::string& key, const std::string& pointer, const std::string& file,
                   Findings& findings) {
    const auto is_block = [](const Json& member) { return member.is_object(); };
    if (object.empty() || object.contains(key) || !std::all_of(object.begin(), object.end(), is_block)) { return; }
    const std::string near = findings.nearest_to(key, ids_of(object));
    if (near.empty()) { return; }
    findings.notice({file + " " + pointer + "：新增了一项；是否想改 \"" + near + "\"？",
                     file + " " + pointer + ": adds a new entry; did you mean \"" + near + "\"?"});
}

std::string text_of(const std::vector<std::string>& keys, std::size_t count) {
    std::string pointer;
    for (std::size_t i = 0; i < count; ++i) { pointer = child(pointer, keys[i]); }
    return pointer;
}

/// As much of a pointer as a message can carry.
std::string shown_pointer(const std::string& pointer) {
    constexpr std::size_t kLongest = 500;
    return pointer.size() <= kLongest && is_utf8(pointer) ? pointer : "/…";
}

/// The value is JSON if it parses, else text. Numbers that JSON can't hold stay text, which the checks then refuse.
Json value_of(const std::string& text) {
    Checked<JsonText> parsed = parse_json(text, "");
    return parsed.ok() ? std::move(parsed.value.value) : Json(text);
}

} // namespace

Document::Document(JsonText base, const std::string& file) : root_(std::move(base.value)), base_(file) {
    for (auto& [pointer, line] : base.lines) { origins_.emplace(pointer, Origin{file, line}); }
}

Document::Origin Document::origin(std::string_view pointer) const {
    for (std::string_view up = pointer;; up = parent(up)) {
        if (const auto found = origins_.find(up); found != origins_.end()) { return found->second; }
        if (up.empty()) { return {}; }
    }
}

bool Document::amended(std::string_view pointer) const {
    const Origin at = origin(pointer);
    return (!at.file.empty() && at.file != base_) ||
           std::any_of(dropped_.begin(), dropped_.end(),
                       [&](const std::string& gone) { return covers(gone, pointer); });
}

void Document::dropped(const std::string& pointer) {
    forget(pointer);
    dropped_.push_back(pointer);
}

void Document::forget(const std::string& pointer) {
    auto at = origins_.lower_bound(pointer);
    while (at != origins_.end() && at->first.starts_with(pointer)) {
        at = covers(pointer, at->first) ? origins_.erase(at) : std::next(at);
    }
}

void Document::put(Json& target, const Json& value, const std::string& pointer, const Origin& origin) {
    forget(pointer);
    target = value;
    origins_[pointer] = origin;
}

void Document::merge(const JsonText& patch, const std::string& file, Findings& findings) {
    merge_into(root_, patch.value, "", patch, file, findings);
}

void Document::merge_into(Json& target, const Json& patch, const std::string& pointer, const JsonText& from,
                          const std::string& file, Findings& findings) {
    for (const auto& [key, value] : patch.items()) {
        const std::string below = child(pointer, key);
        const auto line = from.lines.find(below);
        const Origin origin{file, line == from.lines.end() ? 0 : line->second};
        if (value.is_null()) {
            if (target.erase(key) == 0) {
                findings.notice(
                    {file + " " + below + "：要删除的项本来就没有", file + " " + below + ": there is nothing to drop"});
            }
            dropped(below);
        } else if (value.is_object() && target.contains(key) && target[key].is_object()) {
            merge_into(target[key], value, below, from, file, findings);
        } else {
            ask_about_new(target, key, below, file, findings);
            put(target[key], without_nulls(value), below, origin);
            for (auto at = from.lines.upper_bound(below); at != from.lines.end() && at->first.starts_with(below);
                 ++at) {
                if (covers(below, at->first)) { origins_[at->first] = Origin{file, at->second}; }
            }
        }
    }
}

void Document::set(const Setting& setting, Findings& findings) {
    const auto refuse = [&](Text what, Text fix) {
        findings.problem({setting.option, shown_pointer(setting.pointer), 0, 0, std::move(what), std::move(fix)});
    };
    if (!is_utf8(setting.pointer) || !is_utf8(setting.value)) {
        return refuse({"不是 UTF-8 文本", "not UTF-8 text"}, {"检查终端的编码", "check the terminal's encoding"});
    }
    const auto keys = keys_of(setting.pointer);
    if (!keys || keys->empty()) {
        return refuse({"不是 JSON 指针（应以 / 开头，~ 只能写作 ~0，/ 写作 ~1）",
                       "not a JSON pointer (it begins with /; ~ is written ~0 and / is written ~1)"},
                      {"例如 --set /pool/balance=5000", "as in --set /pool/balance=5000"});
    }
    if (keys->size() > kDeepest) {
        return refuse({"指针过长", "the pointer goes too deep"}, {"情景文件只有 8 层", "a scenario has 8 levels"});
    }
    const Json value = value_of(setting.value);
    Json* at = &root_;
    for (std::size_t i = 0; i + 1 < keys->size() && at != nullptr; ++i) {
        if (value.is_null() && at->is_object() && !at->contains((*keys)[i])) { return; }
        const bool next_appends = i + 2 == keys->size() && keys->back() == "-";
        if (at->is_object()) { ask_about_new(*at, (*keys)[i], text_of(*keys, i + 1), setting.option, findings); }
        at = step(*at, (*keys)[i], next_appends);
    }
    if (value.is_null() && at != nullptr && keys->back() != "-") {
        if (drop(*at, keys->back())) { dropped(setting.pointer); }
        return;
    }
    Json* place = at == nullptr ? nullptr : place_for(*at, keys->back());
    if (place == nullptr) {
        return refuse({"没有这个位置（列表中没有此序号，或上一级不是块）",
                       "there is no such place (no such entry in the list, or what is above is no block)"},
                      {"用 kdt fields 查看各项的位置", "kdt fields lists where things are"});
    }
    const std::string pointer = keys->back() == "-" && at->is_array()
                                    ? child(text_of(*keys, keys->size() - 1), at->size() - 1)
                                    : text_of(*keys, keys->size());
    put(*place, value, pointer, {setting.option, 0});
}

} // namespace kdt::scenario
