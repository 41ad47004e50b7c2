#include "app/commands.hpp"

#include "scenario/schema_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

namespace kdt::app {
namespace {

using Json = nlohmann::ordered_json;

/// One input field, as the schema states it. A segment `<id>` stands for a name the user chooses.
struct Field {
    std::string pointer;
    std::string title;
    std::string description;
    std::string facts; ///< unit, default, bounds, words
};

/// Walks the schema, which is the one table of fields.
class Walk {
public:
    explicit Walk(const Json& schema) : schema_(schema) { visit(schema, ""); }
    std::vector<Field> fields() && { return std::move(fields_); }

private:
    /// The schema behind `$ref`, which draft-07 has us wrap in `allOf`; titles beside it win.
    const Json& resolved(const Json& node) const {
        const Json* found = &node;
        if (node.contains("allOf") && !node["allOf"].empty()) { found = &node["allOf"][0]; }
        if (!found->contains("$ref")) { return node; }
        const std::string reference = (*found)["$ref"];
        return schema_.at(Json::json_pointer(reference.substr(1)));
    }

    static std::string text(const Json& node, const Json& behind, const char* key) {
        if (node.contains(key)) { return node[key].get<std::string>(); }
        return behind.contains(key) ? behind[key].get<std::string>() : std::string();
    }

    static std::string facts_of(const Json& node, const Json& behind) {
        std::string facts;
        for (const char* key :
             {"x-unit", "default", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "enum"}) {
            const Json* value = node.contains(key) ? &node[key] : (behind.contains(key) ? &behind[key] : nullptr);
            if (value == nullptr) { continue; }
            const std::string shown = value->is_string() ? value->get<std::string>() : value->dump();
            facts += fmt::format("{}{} {}", facts.empty() ? "" : " · ",
                                 std::string_view(key).starts_with("x-") ? key + 2 : key, shown);
        }
        return facts;
    }

    void visit(const Json& node, const std::string& pointer) {
        const Json& behind = resolved(node);
        if (!pointer.empty()) {
            fields_.push_back(
                {pointer, text(node, behind, "title"), text(node, behind, "description"), facts_of(node, behind)});
        }
        if (behind.contains("properties")) {
            for (const auto& [key, child] : behind["properties"].items()) {
                if (key != "note") { visit(child, pointer + "/" + key); }
            }
        }
        if (behind.contains("additionalProperties") && behind["additionalProperties"].is_object()) {
            visit(behind["additionalProperties"], pointer + "/<id>");
        }
        if (behind.contains("items") && behind["items"].is_object()) { visit(behind["items"], pointer + "/0"); }
    }

    const Json& schema_;
    std::vector<Field> fields_;
};

std::vector<std::string> segments(const std::string& pointer) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from < pointer.size();) {
        const std::size_t slash = std::min(pointer.find('/', from + 1), pointer.size());
        parts.push_back(pointer.substr(from, slash - from));
        from = slash;
    }
    return parts;
}

/// Whether the field is the one asked for or lies below it; any name fits `<id>` and any number an array's place.
bool asked_for(const std::string& field, const std::string& wanted) {
    const auto have = segments(field);
    const auto want = segments(wanted);
    if (want.size() > have.size()) { return false; }
    for (std::size_t i = 0; i < want.size(); ++i) {
        if (have[i] != want[i] && have[i] != "/<id>" && have[i] != "/0") { return false; }
    }
    return true;
}

} // namespace

Exit fields_command(const CommandLine& line) {
    const Json schema = Json::parse(scenario::schema_text());
    const std::vector<Field> fields = Walk(schema).fields();
    std::string out;
    for (const Field& field : fields) {
        if (!asked_for(field.pointer, line.pointer)) { continue; }
        out += fmt::format("{}\n    {}\n", field.pointer, field.title);
        if (!field.description.empty()) { out += fmt::format("    {}\n", field.description); }
        if (!field.facts.empty()) { out += fmt::format("    [{}]\n", field.facts); }
    }
    if (out.empty()) {
        Problem problem;
        problem.file = "fields";
        problem.pointer = line.pointer;
        problem.what = {"没有这个字段", "there is no such field"};
        problem.fix = {"kdt fields 列出全部字段", "kdt fields lists them all"};
        print_problems({problem}, language_of(line));
        return Exit::bad_input;
    }
    fmt::print("{}", out);
    return Exit::done;
}

} // namespace kdt::app
