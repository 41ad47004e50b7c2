#include "app/copies.hpp"

#include "scenario/bytes.hpp"
#include "scenario/merge_patch.hpp"

#include <algorithm>

namespace kdt::app {
namespace {

using scenario::Json;

void point_to(Json& root, const char* block, const char* key, const std::string& name) {
    if (root.contains(block) && root[block].is_object() && root[block].contains(key)) { root[block][key] = name; }
}

} // namespace

std::filesystem::path place_of(const scenario::InputFile& input) {
    return std::filesystem::absolute(input.path).lexically_normal();
}

bool is_data(const scenario::InputFile& input) { return input.role != "scenario" && input.role != "overlay"; }

void Copies::add(const scenario::Loaded& loaded) {
    for (const scenario::InputFile& input : loaded.inputs) {
        if (!is_data(input)) { continue; }
        const std::string own = scenario::shown(input.path.filename());
        const Key key{own, input.sha256};
        if (names_.contains(key)) { continue; }
        const auto taken = [&](const std::string& name) {
            return std::any_of(files_.begin(), files_.end(), [&](const auto& file) { return file.first == name; });
        };
        std::string name = "inputs/" + own;
        for (int number = 2; taken(name); ++number) { name = "inputs/" + std::to_string(number) + "-" + own; }
        names_.emplace(key, name);
        files_.emplace_back(name, input.bytes);
    }
}

const std::string& Copies::name_of(const scenario::InputFile& input) const {
    return names_.at({scenario::shown(input.path.filename()), input.sha256});
}

std::string scenario_for_result(const scenario::Loaded& loaded, const Copies* copies) {
    Json root = Json::parse(loaded.effective_json);
    // A scenario without a name is called after its file, which has another name in the result.
    if (root.value("name", std::string()).empty()) { root["name"] = loaded.scenario.name; }
    for (const scenario::InputFile& input : loaded.inputs) {
        if (!is_data(input)) { continue; }
        const std::string name = copies != nullptr ? copies->name_of(input) : scenario::shown(place_of(input));
        if (input.role == "portfolio") { point_to(root, "portfolio", "file", name); }
        if (input.role == "defaults") { point_to(root, "credit", "defaults_file", name); }
    }
    return root.dump(2) + "\n";
}

std::string overlay_for_result(const std::string& base, const std::string& overlaid) {
    return scenario::overlay_between(Json::parse(base), Json::parse(overlaid)).dump(2) + "\n";
}

} // namespace kdt::app
