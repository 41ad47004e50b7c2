#include "scenario/merge_patch.hpp"

namespace kdt::scenario {

Json overlay_between(const Json& from, const Json& to) {
    Json overlay = Json::object();
    for (const auto& [key, value] : from.items()) {
        if (!to.contains(key)) { overlay[key] = nullptr; }
    }
    for (const auto& [key, value] : to.items()) {
        const auto before = from.find(key);
        if (before == from.end() || !before->is_object() || !value.is_object()) {
            if (before == from.end() || *before != value) { overlay[key] = value; }
            continue;
        }
        if (Json below = overlay_between(*before, value); !below.empty()) { overlay[key] = std::move(below); }
    }
    return overlay;
}

} // namespace kdt::scenario
