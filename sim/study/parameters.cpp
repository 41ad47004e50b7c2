#include "study/parameters.hpp"

#include "scenario/pointer.hpp"

#include <nlohmann/json.hpp>

#include <set>

namespace kdt::study {
namespace {

using Json = nlohmann::ordered_json;

class Collector {
public:
    explicit Collector(const scenario::Scenario& scenario)
        : sources_(scenario.sources), unsourced_(scenario.unsourced.begin(), scenario.unsourced.end()) {}

    void visit(const Json& value, const std::string& pointer) {
        if (value.is_object()) {
            for (const auto& [key, below] : value.items()) {
                if (pointer.empty() && key == "sources") { continue; }
                visit(below, scenario::child(pointer, key));
            }
        } else if (value.is_array()) {
            for (std::size_t i = 0; i < value.size(); ++i) { visit(value[i], scenario::child(pointer, i)); }
        } else {
            add(value, pointer);
        }
    }

    std::vector<results::Parameter> take() { return std::move(parameters_); }

private:
    void add(const Json& value, const std::string& pointer) {
        std::optional<std::string> source;
        for (const auto& known : sources_) {
            if (scenario::covers(known.pointer, pointer)) { source = known.text; }
        }
        if (!source && !unsourced_.contains(pointer)) { return; }
        parameters_.push_back({pointer, value.is_string() ? value.get<std::string>() : value.dump(), source});
    }

    const std::vector<scenario::Source>& sources_;
    std::set<std::string> unsourced_;
    std::vector<results::Parameter> parameters_;
};

} // namespace

std::vector<results::Parameter> parameters_of(const scenario::Loaded& loaded) {
    Collector collector(loaded.scenario);
    collector.visit(Json::parse(loaded.effective_json), "");
    return collector.take();
}

} // namespace kdt::study
