#include "study/parameters.hpp"

#include "scenario/pointer.hpp"
#include "scenario/schema.hpp"
#include "study/reading.hpp"

#include <nlohmann/json.hpp>

#include <set>

namespace kdt::study {
namespace {

using scenario::Json;

/// A value's place: where it stands, what says what it means (null: nothing does), and the words for it.
struct Place {
    std::string pointer;
    const Json* node = nullptr;
    Text name;
};

Text longer(const Text& name, const Text& part) {
    if (name.zh.empty()) { return part; }
    return {name.zh + " · " + part.zh, name.en + " · " + part.en};
}

/// A field is called by its title, a thing with an id by the id.
Place below(const Place& at, const Json* branch, const std::string& key) {
    const Json* node = branch == nullptr ? nullptr : scenario::node_for(*branch, key);
    const bool is_field = node != nullptr && branch->contains("properties") && (*branch)["properties"].contains(key);
    const Text part = is_field ? scenario::title_of(*node) : Text{key, key};
    return {scenario::child(at.pointer, key), node, longer(at.name, part)};
}

/// Entries that have fields of their own are counted; plain ones go by the name of their list.
Place entry(const Place& at, const Json* branch, std::size_t i, const Json& value) {
    const std::string number = std::to_string(i + 1);
    const Text part{"第" + number + "项", "no. " + number};
    const bool known = branch != nullptr && branch->contains("items");
    return {scenario::child(at.pointer, i), known ? &(*branch)["items"] : nullptr,
            value.is_structured() ? longer(at.name, part) : at.name};
}

/// Walks document and schema side by side.
class Collector {
public:
    explicit Collector(const scenario::Scenario& scenario)
        : money_(unit_of(scenario.unit)), sources_(scenario.sources),
          unsourced_(scenario.unsourced.begin(), scenario.unsourced.end()) {}

    void visit(const Json& value, const Place& at, bool in_list = false) {
        const Json* branch = at.node == nullptr ? nullptr : scenario::branch_for(*at.node, value);
        if (value.is_object()) {
            for (const auto& [key, member] : value.items()) {
                if (at.pointer.empty() && key == "sources") { continue; }
                visit(member, below(at, branch, key));
            }
        } else if (value.is_array()) {
            for (std::size_t i = 0; i < value.size(); ++i) { visit(value[i], entry(at, branch, i, value[i]), true); }
        } else {
            add(value, at, branch, in_list);
        }
    }

    std::vector<results::Parameter> take() { return std::move(parameters_); }

private:
    void add(const Json& value, const Place& at, const Json* branch, bool in_list) {
        std::optional<std::string> source;
        for (const auto& known : sources_) {
            if (scenario::covers(known.pointer, at.pointer)) { source = known.text; }
        }
        if (!source && !unsourced_.contains(at.pointer)) { return; }
        Reading reading = value_reading(value, branch, money_);
        parameters_.push_back({at.pointer, value.is_string() ? value.get<std::string>() : value.dump(), source, at.name,
                               std::move(reading.words), in_list, std::move(reading.unit)});
    }

    results::Unit money_;
    const std::vector<scenario::Source>& sources_;
    std::set<std::string> unsourced_;
    std::vector<results::Parameter> parameters_;
};

} // namespace

std::vector<results::Parameter> parameters_of(const scenario::Loaded& loaded) {
    Collector collector(loaded.scenario);
    collector.visit(Json::parse(loaded.effective_json), {"", &scenario::resolved_schema(), {}});
    return collector.take();
}

} // namespace kdt::study
