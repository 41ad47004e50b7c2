#include "catch.hpp"

#include "results/breaker_words.hpp"
#include "scenario/load.hpp"
#include "scenario/schema.hpp"
#include "study/parameters.hpp"
#include "unit/scenario/scratch.hpp"

#include <algorithm>

using namespace kdt;

namespace {

std::vector<results::Parameter> parameters_of(const std::string& scenario,
                                              const std::vector<std::string>& overlays = {}) {
    scenario::Request request;
    const std::string folder = std::string(KDT_SOURCE_DIR) + "/scenarios/";
    request.scenario = folder + scenario;
    for (const std::string& overlay : overlays) { request.overlays.push_back(folder + overlay); }
    const Checked<scenario::Loaded> loaded = scenario::load(request);
    REQUIRE(loaded.ok());
    return study::parameters_of(loaded.value);
}

const results::Parameter& at(const std::vector<results::Parameter>& all, const std::string& pointer) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.pointer == pointer; });
    REQUIRE(found != all.end());
    return *found;
}

} // namespace

TEST_CASE("parameters: an amount has the scenario's unit or its own, a rate is in percent, months are named") {
    for (const auto& [unit, zh, en] :
         {std::tuple("亿元", "亿元", "100m yuan"), {"元", "元", "yuan"}, {"万元", "万元", "10k yuan"}}) {
        testing::Scratch scratch(testing::least_scenario());
        scratch.write("tape.csv", testing::kLeastTape);
        scratch.set("/unit", unit).set("/pool/top_ups", R"([{"month": 2, "amount": "￥0.5亿元"}])");
        scratch.set("/products/loan/claim", R"({"overdue_months": 6})").set("/recovery/mean", "\"40.5%\"");
        const Checked<scenario::Loaded> loaded = scratch.load();
        INFO(testing::described(loaded.problems));
        REQUIRE(loaded.ok());
        const auto all = study::parameters_of(loaded.value);
        CHECK(at(all, "/pool/balance").unit.zh == zh);
        CHECK(at(all, "/pool/balance").unit.en == en);
        CHECK(at(all, "/pool/top_ups/0/amount").unit.zh == "亿元");
        CHECK(at(all, "/pool/top_ups/0/amount").words->zh == "0.5");
        CHECK(at(all, "/pool/top_ups/0/month").words->zh == "第2个月");
        CHECK(at(all, "/products/loan/shares/0/pays/pool").words->en == "50%");
        CHECK(at(all, "/recovery/mean").words->zh == "40.5%");
        CHECK(at(all, "/products/loan/claim/overdue_months").unit.zh == "个月");
        CHECK(at(all, "/products/loan/tenor_months").unit.en == "months");
    }
}

TEST_CASE("parameters: fields go by the schema's titles, things by their ids, choices and flags by their names") {
    const auto all = parameters_of("jiujiang/base.json", {"jiujiang/stress/3-severe.json"});
    CHECK(at(all, "/pool/balance").name.zh == "资金池 · 资金池余额");
    CHECK(at(all, "/tiers/瞪羚企业/pd").name.zh == "企业类型 · 瞪羚企业 · 年违约概率");
    CHECK(at(all, "/tiers/瞪羚企业/pd").name.en.find("瞪羚企业") != std::string::npos);
    CHECK_FALSE(at(all, "/pool/balance").words);
    std::size_t words = 0;
    for (const results::Parameter& one : all) {
        INFO(one.pointer << " " << one.name.zh << " " << one.value);
        CHECK(one.name.zh.find('_') == std::string::npos);
        CHECK(one.name.en.find('_') == std::string::npos);
        if (!one.words) { CHECK(one.value.find('_') == std::string::npos); }
        words += one.words ? 1 : 0;
    }
    CHECK(words > 5);
}

TEST_CASE("parameters: the rows of a share table are counted, plain entries go by the name of their list") {
    const auto all = parameters_of("schemes/guangzhou/scenario.json");
    const auto row = std::find_if(all.begin(), all.end(), [](const auto& one) {
        return one.pointer.find("/shares/1/pays/pool") != std::string::npos;
    });
    REQUIRE(row != all.end());
    CHECK(row->name.zh.find("分担表 · 第2项 · 承担比例 · 资金池") != std::string::npos);
    CHECK_FALSE(row->in_list);
    const auto halts = std::find_if(all.begin(), all.end(),
                                    [](const auto& one) { return one.pointer.find("/halts/0") != std::string::npos; });
    REQUIRE(halts != all.end());
    CHECK(halts->in_list);
    CHECK(halts->name.zh.ends_with("暂停什么"));
    CHECK(halts->words.has_value());
}

TEST_CASE("parameters: a breaker's metric has the same name there as in the table of breakers") {
    const auto* breakers = scenario::node_for(scenario::resolved_schema(), "breakers");
    const auto* metric = scenario::node_for(*scenario::node_for(*breakers, "any id"), "metric");
    for (const results::MetricName& name : results::metric_names()) {
        const Text title = scenario::choice_title(*metric, std::string(name.metric));
        CHECK(title.zh == name.name.zh);
        CHECK(title.en == name.name.en);
    }
}
