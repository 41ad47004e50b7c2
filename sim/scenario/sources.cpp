#include "scenario/sources.hpp"

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
            const auto items = branch->find("items");
            if (items == branch->end()) { return; } // a list where the schema has none
            for (std::size_t i = 0; i < value.size(); ++i) { visit(value[i], *items, child(pointer, i)); }
        } else {
            found_.push_back(pointer);
        }
    }

    std::vector<std::string> take() { return std::move(found_); }

private:
    const std::set<std::string, std::less<>>& covered_;
    std::vector<std::string> found_;
};

const Json* step(const Json& at, const std::string& key) {
    if (at.is_object()) {
        const auto found = at.find(key);
        return found == at.end() ? nullptr : &*found;
    }
    const bool index = !key.empty() && key.size() < 7 && key.find_first_not_of("0123456789") == std::string::npos;
    return at.is_array() && index && std::stoul(key) < at.size() ? &at[std::stoul(key)] : nullptr;
}

/// The place of the first key that leads nowhere, and the value it was looked for in.
struct DeadEnd {
    std::size_t place;
    const Json* within;
};
std::optional<DeadEnd> dead_end(const Json& root, const std::vector<std::string>& keys) {
    const Json* at = &root;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const Json* below = step(*at, keys[i]);
        if (below == nullptr) { return DeadEnd{i, at}; }
        at = below;
    }
    return std::nullopt;
}

/// The pointer with its first wrong key mended; "" where none is near.
std::string mended(std::vector<std::string> keys, const DeadEnd& end, Findings& findings) {
    keys[end.place] = findings.nearest_to(keys[end.place], ids_of(*end.within));
    if (keys[end.place].empty()) { return {}; }
    std::string pointer;
    for (const std::string& key : keys) { pointer = child(pointer, key); }
    return pointer;
}

} // namespace

std::vector<Source> read_sources(const Document& document, Findings& findings) {
    std::vector<Source> out;
    const Json& root = document.root();
    const auto sources = root.find("sources");
    if (sources == root.end() || !sources->is_object()) { return out; }
    for (const auto& [pointer, text] : sources->items()) {
        if (!text.is_string()) { continue; }
        const auto keys = keys_of(pointer);
        const auto end = keys ? dead_end(root, *keys) : std::nullopt;
        if (keys && !keys->empty() && !end) {
            out.push_back({pointer, text.get<std::string>()});
            continue;
        }
        if (keys && document.amended(pointer)) {
            findings.notice({"\"" + pointer + "\" 的来源略去：情景中没有这一项",
                             "the source of \"" + pointer + "\" is left out: the scenario has nothing there"});
            continue;
        }
        const std::string near = end ? mended(*keys, *end, findings) : std::string();
        const Text fix = near.empty() ? Text{"写情景中有的指针，或删掉这一行",
                                             "name something that the scenario has, or take the line out"}
                                      : Text{"是否想写 \"" + near + "\"？", "did you mean \"" + near + "\"?"};
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
