#include "catch.hpp"
#include "scenario/fields.hpp"
#include "scenario/schema_text.hpp"
#include "unit/scenario/judge.hpp"
#include "unit/scenario/scratch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

using namespace kdt;
using namespace kdt::scenario;
using nlohmann::json;
using testing::Judge;

namespace {

json parsed(const std::filesystem::path& file) {
    std::ifstream in(file);
    return json::parse(in);
}

/// Calls `visit` for every object in the schema.
void each_node(const json& node, const std::string& at,
               const std::function<void(const json&, const std::string&)>& visit) {
    if (node.is_object()) { visit(node, at); }
    if (!node.is_structured()) { return; }
    for (const auto& [key, part] : node.items()) { each_node(part, at + "/" + key, visit); }
}

const Field* field(const std::vector<Field>& list, const std::string& pointer) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const Field& one) { return one.pointer == pointer; });
    return found == list.end() ? nullptr : &*found;
}

} // namespace

TEST_CASE("schema: valijson reads it as draft-07 and accepts both examples and every overlay merged in") {
    const Judge judge;
    CHECK(judge.accepts(parsed(testing::example("textbook/one_factor.json"))));
    const json base = parsed(testing::example("jiujiang/base.json"));
    CHECK(judge.accepts(base));
    for (const char* name : {"1-mild", "2-medium", "3-severe"}) {
        json merged = base;
        merged.merge_patch(parsed(testing::example("jiujiang/stress/" + std::string(name) + ".json")));
        CHECK(judge.accepts(merged));
    }
}

TEST_CASE("schema: whatever valijson refuses, loading refuses too") {
    const Judge judge;
    const std::filesystem::path folder = std::filesystem::path(KDT_SOURCE_DIR) / "tests/cli/bad";
    int refused = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const json scenario = entry.path().extension() == ".json" && entry.path().filename() != "expected.json"
                                  ? json::parse(std::ifstream(entry.path()), nullptr, false)
                                  : json();
        if (!scenario.is_object() || judge.accepts(scenario)) { continue; }
        ++refused;
        INFO(entry.path());
        CHECK_FALSE(load({entry.path(), {}, {}}).ok());
    }
    CHECK(refused > 30);
}

TEST_CASE("schema: every title and description stands in both languages") {
    each_node(json::parse(schema_text()), "", [](const json& node, const std::string& at) {
        for (const char* key : {"title", "description"}) {
            if (!node.contains(key) || !node[key].is_string()) { continue; }
            const auto text = node[key].get<std::string>();
            const auto cut = text.find(" / ");
            INFO(at << ": " << text);
            CHECK(cut != std::string::npos);
            CHECK(cut == text.rfind(" / "));
        }
    });
}

TEST_CASE("schema: every choice that is a word for machines has a title in both languages, and no other has") {
    each_node(json::parse(schema_text()), "", [](const json& node, const std::string& at) {
        if (!node.contains("enum") || !node["enum"].is_array() || node.value("x-kind", "") == "label") { return; }
        INFO(at);
        const json titles = node.value("x-titles", json::object());
        std::size_t words = 0;
        for (const auto& choice : node["enum"].get<std::vector<std::string>>()) {
            if (static_cast<unsigned char>(choice.front()) >= 0x80) { continue; } // 万元
            ++words;
            INFO(choice);
            REQUIRE(titles.contains(choice));
            const auto title = titles[choice].get<std::string>();
            CHECK(title.find(" / ") != std::string::npos);
            CHECK(title.find(" / ") == title.rfind(" / "));
        }
        CHECK(titles.size() == words);
    });
}

TEST_CASE("schema: every object is closed or keyed by id, and admits a note") {
    each_node(json::parse(schema_text()), "", [](const json& node, const std::string& at) {
        if (!node.contains("type") || node["type"] != "object" || at.ends_with("/sources")) { return; }
        INFO(at);
        CHECK(node.contains("additionalProperties"));
        CHECK(node["properties"].contains("note"));
    });
}

TEST_CASE("fields: every one has a title, a description and a kind; the table of defaults stands") {
    const std::vector<Field> list = fields();
    CHECK(list.size() > 120);
    for (const Field& one : list) {
        INFO(one.pointer);
        CHECK_FALSE(one.title.zh.empty());
        CHECK_FALSE(one.description.en.empty());
        CHECK_FALSE(one.kind.empty());
    }
    const auto default_of = [&](const char* pointer) {
        INFO(pointer);
        REQUIRE(field(list, pointer) != nullptr);
        return field(list, pointer)->otherwise.value_or("none");
    };
    CHECK(default_of("/products/<id>/claim/overdue_months") == "3");
    CHECK(default_of("/credit/factor_period_months") == "12");
    CHECK(default_of("/simulation/paths") == "100000");
    CHECK(default_of("/report/discount_rate") == "0.03");
    CHECK(default_of("/pool/balance") == "none");
    CHECK(field(list, "/tiers/<id>/pd")->required);
    CHECK_FALSE(field(list, "/pool/balance")->required); // a commitment has none: the rules ask for it
    CHECK(field(list, "/tiers/<id>/pd")->bounds == "0 ≤ x < 1");
    CHECK(field(list, "/banks/<id>/layer/detach")->bounds == "0 < x ≤ 1"); // a fraction's own 0 ≤ x is the wider
    CHECK(field(list, "/lending/demand/<id>/<id>/loans_per_month") != nullptr);
}

TEST_CASE("fields: a pointer with ids finds its field and what lies below") {
    CHECK(fields_at("/tiers/瞪羚企业/pd").size() == 1);
    CHECK(fields_at("/pool/top_ups/0/month").at(0).kind == "month");
    CHECK(fields_at("/pool/leverage").size() == 6);
    CHECK(fields_at("/nothing/here").empty());
    CHECK(fields_at("").size() == fields().size());
}
