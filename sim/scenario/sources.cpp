#include "scenario/sources.hpp"

#include "base/nearest.hpp"
#include "scenario/limits.hpp"
#include "scenario/pointer.hpp"
#include "scenario/schema.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace kdt::scenario {
namespace {

/// What a reader does not ask a source for: names, the frame of the question, the simulation itself.
constexpr std::array<std::string_view, 9> kNeedNoSource{
    "$schema", "name", "description", "note", "as_of", "unit", "horizon_months", "report", "simulation"};

/// Walks document and schema side by side; labels and notes are no parameters.
class Leaves {
public:
    explicit Leaves(const std::set<std::string, std::less<>>& covered) : covered_(covered) {}

    void visit(const Json& value, const Json& node, const std::string& pointer) {
        if (covered_.contains(pointer)) { return; }
        const Json* branch = branch_for(node, value);
        if (branch == nullptr || kind_of(node) == "label") { return; }
        if (value.is_object()) {
            for (const auto& [key, member] : value.items()) {
                const Json* below = node_for(*branch, key);
                if (below != nullptr) { visit(member, *below, child(pointer, key)); }
            }
        } else if (value.is_array()) {
            for (std::size_t i = 0; i < value.size(); ++i) { visit(value[i], (*branch)["items"], child(pointer, i)); }
        } else {
            found_.push_back(pointer);
        }
    }

    std::vector<std::string> take() { return std::move(found_); }

private:
    const std::set<std::string, std::less<>>& covered_;
    std::vector<std::string> found_;
};

bool leads_somewhere(const Json& root, const std::vector<std::string>& keys) {
    const Json* at = &root;
    for (const std::string& key : keys) {
        if (at->is_object() && at->contains(key)) {
            at = &(*at)[key];
        } else if (at->is_array() && key.size() < 7 && !key.empty() &&
                   key.find_first_not_of("0123456789") == std::string::npos && std::stoul(key) < at->size()) {
            at = &(*at)[std::stoul(key)];
        } else {
            return false;
        }
    }
    return true;
}

void all_pointers(const Json& value, const std::string& pointer, std::vector<std::string>& out) {
    if (!pointer.empty()) { out.push_back(pointer); }
    if (!value.is_object()) { return; }
    for (const auto& [key, member] : value.items()) { all_pointers(member, child(pointer, key), out); }
}

} // namespace

std::vector<Source> read_sources(const Json& root, Findings& findings) {
    std::vector<Source> out;
    const auto sources = root.find("sources");
    if (sources == root.end() || !sources->is_object()) { return out; }
    std::vector<std::string> known;
    for (const auto& [pointer, text] : sources->items()) {
        if (!text.is_string()) { continue; }
        const auto keys = keys_of(pointer);
        if (keys && !keys->empty() && leads_somewhere(root, *keys)) {
            out.push_back({pointer, text.get<std::string>()});
            continue;
        }
        if (known.empty()) { all_pointers(root, "", known); }
        const std::string near = findings.full() ? std::string() : nearest(pointer, known);
        const Text fix = near.empty() ? Text{} : Text{"是否想写 \"" + near + "\"？", "did you mean \"" + near + "\"?"};
        findings.mistake(child("/sources", pointer),
                         {"情景中没有 \"" + pointer + "\" 这一项", "the scenario has nothing at \"" + pointer + "\""},
                         fix);
    }
    return out;
}

std::vector<std::string> unsourced(const Json& root, const Json& schema, const std::vector<Source>& sources) {
    std::set<std::string, std::less<>> covered;
    for (const Source& source : sources) { covered.insert(source.pointer); }
    Leaves leaves(covered);
    for (const auto& [key, value] : root.items()) {
        if (key == "sources" || std::find(kNeedNoSource.begin(), kNeedNoSource.end(), key) != kNeedNoSource.end()) {
            continue;
        }
        if (const Json* node = node_for(schema, key)) { leaves.visit(value, *node, child("", key)); }
    }
    return leaves.take();
}

} // namespace kdt::scenario
