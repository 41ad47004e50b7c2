#include "catch.hpp"

#include "results/catalogue.hpp"
#include "results/parameter_lines.hpp"
#include "unit/results/sample_run.hpp"

using namespace kdt;
using results::Parameter;

namespace {

std::vector<Parameter> list_of(const std::vector<std::string>& values) {
    std::vector<Parameter> entries;
    for (std::size_t i = 0; i < values.size(); ++i) {
        entries.push_back({"/lending/seasonality/" + std::to_string(i),
                           values[i],
                           {},
                           {"新增贷款 · 季节系数", "Lending · Seasonality"},
                           {},
                           true});
    }
    return entries;
}

} // namespace

TEST_CASE("parameters: a short list is told in full, a long one folded, at the pointer of the list") {
    const auto lines = results::lines_of(list_of({"1", "2", "3"}));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].pointer == "/lending/seasonality");
    CHECK(lines[0].value.zh == "1、2、3");
    CHECK(lines[0].value.en == "1, 2, 3");
    std::vector<std::string> year = {"1", "1.02", "0.98", "1", "1", "1", "1", "1", "1", "1", "1", "1.1"};
    CHECK(results::lines_of(list_of(year))[0].value.zh == "12个值：1、1.02、0.98、…、1.1");
    CHECK(results::lines_of(list_of(year))[0].value.en == "12 values: 1, 1.02, 0.98, …, 1.1");
    CHECK(results::lines_of(list_of(std::vector<std::string>(36, "1")))[0].value.zh == "36个值，均为1");
}

TEST_CASE("parameters: entries with sources of their own, and things whose ids are numbers, are not folded") {
    std::vector<Parameter> entries = list_of({"1", "2", "3"});
    entries[1].source = "a report";
    const auto lines = results::lines_of(entries);
    REQUIRE(lines.size() == 3);
    CHECK(lines[2].pointer == "/lending/seasonality/2");
    CHECK(results::lines_of({{"/portfolio/synthetic/mix/1", "0.5", {}, {"1", "1"}, {}, false},
                             {"/portfolio/synthetic/mix/2", "0.5", {}, {"2", "2"}, {}, false}})
              .size() == 2);
}

TEST_CASE("parameters: a list's unit stands once beside it, and beside each value where they differ") {
    std::vector<Parameter> entries = list_of({"1", "2"});
    for (Parameter& entry : entries) { entry.unit = {"亿元", "100m yuan"}; }
    CHECK(results::lines_of(entries)[0].value.zh == "1、2");
    CHECK(results::lines_of(entries)[0].unit.zh == "亿元");
    entries[1].unit = {"万元", "10k yuan"};
    CHECK(results::lines_of(entries)[0].value.zh == "1亿元、2万元");
    CHECK(results::lines_of(entries)[0].value.en == "1 (100m yuan), 2 (10k yuan)");
    CHECK(results::lines_of(entries)[0].unit.zh.empty());
}

TEST_CASE("parameters: each value of the table stands beside its unit, and the notes say whose units these are") {
    const results::Table table = results::parameter_table(sample::run(40).results);
    REQUIRE(table.columns[2].title.en == "Unit");
    CHECK(table.rows[0][1].text.en == "4800");
    CHECK(table.rows[0][2].text.en == "10k yuan");
    CHECK(table.rows[1][1].text.zh == "2.25%");
    CHECK(table.rows[1][2].text.zh.empty());
    CHECK(table.notes[1].zh.find("金额照情景文件所写") != std::string::npos);
}

TEST_CASE("stress: what is in force stands in words, choices by their names") {
    results::Frame frame = sample::frame(40);
    CHECK(results::stress_in_words(frame).zh.empty());
    frame.parameters.push_back(
        {"/stress/pd_multiplier", "1.5", {}, {"压力 · PD 倍数", "Stress · PD multiplier"}, {}, false});
    frame.parameters.push_back(
        {"/stress/top_up_delay_months", "3", {}, {"压力 · 推迟", "Stress · Delay"}, {}, false, {"个月", "months"}});
    for (const char* place : {"0", "1"}) {
        frame.parameters.push_back({std::string("/stress/factor_shift/宏观/") + place,
                                    "-1",
                                    {},
                                    {"压力 · 因子平移 · 宏观", "Stress · Factor shift · 宏观"},
                                    {},
                                    true});
    }
    CHECK(results::stress_in_words(frame).zh == "PD 倍数 1.5；推迟 3个月；因子平移 · 宏观 -1、-1");
    CHECK(results::stress_in_words(frame).en == "PD multiplier 1.5; Delay 3 (months); Factor shift · 宏观 -1, -1");
}

TEST_CASE("stress: what an overlay changes of its base elsewhere stands in words, whatever its sources") {
    const auto parameter = [](const char* pointer, const char* value, const char* zh, const char* en) {
        return Parameter{pointer, value, {}, {zh, en}, {}, false};
    };
    results::Frame base = sample::frame(40);
    base.parameters = list_of({"1", "2", "3"});
    base.parameters.push_back(
        parameter("/pool/opening_balance", "4800", "资金池 · 期初余额", "Pool · Opening balance"));
    base.parameters.push_back(parameter("/pool/target", "9", "资金池 · 目标", "Pool · Target"));
    CHECK(results::changes_in_words(base, base).zh.empty());
    results::Frame other = base;
    other.parameters[1].value = "5";
    other.parameters[2].value = "6";
    other.parameters[2].source = "a report";
    other.parameters[3].value = "3000";
    base.parameters[3].unit = other.parameters[3].unit = {"万元", "10k yuan"};
    other.parameters[4] = parameter("/pool/fee", "0.01", "资金池 · 费率", "Pool · Fee");
    other.parameters.push_back(parameter("/stress/pd_multiplier", "2", "压力 · PD 倍数", "Stress · PD multiplier"));
    const Text words = results::changes_in_words(base, other);
    CHECK(words.zh == "新增贷款 · 季节系数 2、3→5、6；资金池 · 期初余额 4800→3000万元；资金池 · 费率 0.01（新增）；"
                      "资金池 · 目标 （删去）");
    CHECK(words.en == "Lending · Seasonality 2, 3 → 5, 6; Pool · Opening balance 4800 → 3000 (10k yuan); "
                      "Pool · Fee 0.01 (added); Pool · Target (removed)");
}

TEST_CASE("stress: of many changes the first are told, the others counted") {
    results::Frame base = sample::frame(40);
    base.parameters.clear();
    results::Frame other = base;
    for (int bank = 0; bank < 11; ++bank) {
        const std::string id = std::to_string(bank);
        base.parameters.push_back({"/banks/" + id + "/weight", "1", {}, {"银行" + id, "Bank " + id}, {}, false});
        other.parameters.push_back({"/banks/" + id + "/weight", "2", {}, {"银行" + id, "Bank " + id}, {}, false});
    }
    CHECK(results::changes_in_words(base, other).zh.ends_with("银行7 1→2；另有3处不同"));
    CHECK(results::changes_in_words(base, other).en.ends_with("Bank 7 1 → 2; 3 other differences"));
}

TEST_CASE("breakers: only metrics that a breaker of the scenario watches are explained") {
    const results::Table table = results::breaker_table(sample::run(40).results);
    const auto explained = [&](const std::string& words) {
        return std::any_of(table.notes.begin(), table.notes.end(),
                           [&](const Text& note) { return note.zh.starts_with(words); });
    };
    CHECK(explained("不良率＝"));
    CHECK(explained("当年补偿占当年放款＝"));
    CHECK_FALSE(explained("代偿率＝"));
    CHECK_FALSE(explained("当年补偿占资金池＝"));
}

TEST_CASE("depletion: the number of paths depleted stands beside what is known of them alone") {
    const results::Results all = sample::run().results;
    const results::Table table = results::depletion_table(all);
    REQUIRE(table.columns[2].title.en == "Paths depleted");
    CHECK(table.rows[0][2].value == 0.0);
    CHECK(table.rows[1][2].value == 4.0);
    CHECK(table.notes.back().zh.find("共模拟400条") != std::string::npos);
}

TEST_CASE("official tables name the indicators that the model does not yield") {
    const results::Results all = sample::run(40).results;
    const auto said = [](const results::Table& table, const char* word) {
        return table.notes.back().zh.find(word) != std::string::npos;
    };
    for (const char* word : {"户数", "首贷户数", "加权平均利率", "平均期限", "信用贷款占比", "分县区", "同比"}) {
        INFO(word);
        CHECK(said(results::lending_table(all), word));
    }
    for (const char* word : {"逾期金额", "代偿率"}) { CHECK(said(results::risk_table(all), word)); }
}
