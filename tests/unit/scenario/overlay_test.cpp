#include "catch.hpp"
#include "unit/scenario/scratch.hpp"

#include <nlohmann/json.hpp>

using namespace kdt;
using namespace kdt::scenario;
using testing::kLeastTape;
using testing::least_scenario;
using testing::Scratch;

namespace {

Scratch& on_tape(Scratch& scratch) {
    scratch.write("tape.csv", kLeastTape);
    return scratch;
}

nlohmann::ordered_json effective(const Scratch& scratch) {
    return nlohmann::ordered_json::parse(scratch.load().value.effective_json);
}

} // namespace

TEST_CASE("overlay: objects merge, values replace, null drops, later overlays win") {
    Scratch scratch(least_scenario());
    on_tape(scratch)
        .with("a.json", R"({"name":"甲","pool":{"balance":7,"interest_rate":"1.5%"},"recovery":null})")
        .with("b.json", R"({"name":"乙","pool":{"balance":"9万元"}})");
    const Scenario s = scratch.good();
    CHECK(s.name == "乙");
    CHECK(s.pool.balance == Fen{9'000'000});
    CHECK(s.pool.interest_rate.value == 0.015);
    CHECK(s.recovery.mean == 0.0);
}

TEST_CASE("overlay: a new block leaves no null behind, as RFC 7396 says") {
    Scratch scratch(least_scenario());
    on_tape(scratch).with("a.json", R"({"credit":{"seasoning":null,"dependence":"independent"}})");
    CHECK(scratch.good().credit.dependence == Dependence::independent);
    CHECK_FALSE(effective(scratch)["credit"].contains("seasoning"));
}

TEST_CASE("overlay: dropping what is not there is said, not refused") {
    Scratch scratch(least_scenario());
    on_tape(scratch).with("a.json", R"({"banks":null})");
    CHECK(testing::notices(scratch.load().value).find("/banks: there is nothing to drop") != std::string::npos);
    CHECK(scratch.problems().empty());
}

TEST_CASE("overlay and setting: a source whose figure they drop is left out with a notice, by either") {
    const std::string sources = R"({"/banks/甲/weight":"a","/pool/balance":"b"})";
    const auto with_banks = [&](Scratch& scratch) -> Scratch& {
        on_tape(scratch).set("/banks/甲/weight", "2").set("/sources", sources);
        return scratch;
    };
    const auto check_notice = [](const Scratch& scratch) {
        CHECK(scratch.problems().empty());
        const auto loaded = scratch.load().value;
        CHECK(testing::notices(loaded).find("the source of \"/banks/甲/weight\" is left out") != std::string::npos);
        CHECK(loaded.scenario.sources.size() == 1);
        CHECK(loaded.effective_json.find("甲") == std::string::npos); // so that it is sound by itself
    };
    Scratch dropped(R"({"sources":{"/banks/甲/weight":"a","/pool/balance":"b"},"banks":{"甲":{"weight":2}},)" +
                    least_scenario().substr(1));
    on_tape(dropped).set("/banks", "null");
    check_notice(dropped);
    Scratch overlaid(R"({"sources":{"/banks/甲/weight":"a","/pool/balance":"b"},"banks":{"甲":{"weight":2}},)" +
                     least_scenario().substr(1));
    on_tape(overlaid).with("a.json", R"({"banks":null})");
    check_notice(overlaid);
    Scratch replaced(least_scenario());
    with_banks(replaced).set("/banks", "null");
    check_notice(replaced);
}

TEST_CASE("overlay and setting: a source that leads nowhere by itself stays a mistake") {
    const std::string wrong = R"({"sources":{"/pool/balanc":"a"},)" + least_scenario().substr(1);
    Scratch set(wrong);
    on_tape(set).set("/simulation/paths", "5");
    CHECK(set.problems().find("did you mean \"/pool/balance\"?") != std::string::npos);
    Scratch overlaid(wrong);
    on_tape(overlaid).with("a.json", R"({"name":"b"})");
    CHECK(overlaid.problems().find("did you mean \"/pool/balance\"?") != std::string::npos);
}

TEST_CASE("overlay: a wrong value is told in the file and on the line it came from") {
    Scratch scratch(least_scenario());
    on_tape(scratch).with("a.json", "{\n \"pool\":\n  {\"balance\": -1}}");
    const auto problems = scratch.load().problems;
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].file.ends_with("a.json"));
    CHECK(problems[0].line == 3);
    CHECK(problems[0].pointer == "/pool/balance");
}

TEST_CASE("overlay: file order is kept, new keys come last") {
    Scratch scratch(least_scenario());
    scratch.write("tape.csv", "loan_id,principal,pd,bank\nL1,100,0.02,甲\n");
    scratch.with("a.json", R"({"banks":{"乙":{},"甲":{}},"pool":{"balance":5}})");
    std::vector<std::string> keys;
    const auto document = effective(scratch);
    for (const auto& [key, value] : document.items()) { keys.push_back(key); }
    CHECK(keys == std::vector<std::string>{"as_of", "horizon_months", "unit", "pool", "products", "recovery",
                                           "portfolio", "banks"});
    CHECK(scratch.good().banks[0].id == "乙");
}

TEST_CASE("setting: ids that look like numbers stay ids") {
    Scratch scratch(least_scenario());
    scratch.write("tape.csv", "loan_id,principal,pd,bank\nL1,100,0.02,1\n");
    scratch.set("/banks/0/weight", "2").set("/banks/1/weight", "3");
    const Scenario s = scratch.good();
    REQUIRE(s.banks.size() == 2);
    CHECK(s.banks[0].id == "0");
    CHECK(s.banks[1].weight == 3.0);
}

TEST_CASE("setting: ~1 is a slash and ~0 a tilde in a key") {
    Scratch scratch(least_scenario());
    on_tape(scratch).set("/sources/~1pool~1balance", "年报");
    const Scenario s = scratch.good();
    REQUIRE(s.sources.size() == 1);
    CHECK(s.sources[0].pointer == "/pool/balance");
    Scratch tilde(least_scenario());
    on_tape(tilde).set("/banks/a~0b", "{}");
    CHECK(tilde.problems().find("/banks/a~0b: not a usable id") != std::string::npos);
}

TEST_CASE("setting: a value is JSON if it parses, else text; the last one wins; it names --set") {
    Scratch scratch(least_scenario());
    on_tape(scratch)
        .set("/pool/balance", "2亿元")
        .set("/name", "压力")
        .set("/pool/balance", "3")
        .set("/simulation", R"({"paths":5})");
    const Scenario s = scratch.good();
    CHECK(s.pool.balance == Fen{3'000'000});
    CHECK(s.name == "压力");
    CHECK(s.paths == 5);
    Scratch wrong(least_scenario());
    on_tape(wrong).set("/pool/balance", "NaN");
    CHECK(wrong.problems().find("--set /pool/balance: \"NaN\" is not an amount") == 0);
}

TEST_CASE("setting: lists are reached by place and grown by -, and only where they are") {
    Scratch scratch(least_scenario());
    on_tape(scratch)
        .set("/pool/top_ups/-", R"({"month":3,"amount":5})")
        .set("/pool/top_ups/-", R"({"month":6,"amount":7})")
        .set("/pool/top_ups/0/amount", "6");
    const Scenario s = scratch.good();
    REQUIRE(s.pool.top_ups.size() == 2);
    CHECK(s.pool.top_ups[0].amount == Fen{6'000'000});
    CHECK(s.pool.top_ups[1].month == 6);
    for (const char* pointer : {"/products/loan/shares/1/pays", "/products/loan/shares/01", "/pool/balance/x"}) {
        Scratch wrong(least_scenario());
        on_tape(wrong).set(pointer, "1");
        INFO(pointer);
        CHECK(wrong.problems().find("no such place") != std::string::npos);
    }
}

TEST_CASE("setting: an entry that is new but looks like a known one is asked about") {
    Scratch scratch(least_scenario());
    on_tape(scratch)
        .set("/products/lone", R"({"tenor_months":6,"shares":[{"pays":{}}]})")
        .set("/products/lone/rate", "0.04");
    CHECK(testing::notices(scratch.load().value).empty());
    Scratch typo(least_scenario());
    on_tape(typo).set("/products/lone/rate", "0.04");
    CHECK(testing::notices(typo.load().value).find("did you mean \"loan\"?") != std::string::npos);
    Scratch block(least_scenario());
    on_tape(block).set("/simulation/seed", "5").set("/banks/甲/weight", "1");
    CHECK(testing::notices(block.load().value).find("did you mean") == std::string::npos);
}

TEST_CASE("setting: null drops an entry") {
    Scratch scratch(least_scenario());
    on_tape(scratch).set("/recovery", "null").set("/banks/x", "null");
    CHECK(scratch.good().recovery.mean == 0.0);
    CHECK_FALSE(effective(scratch).contains("banks"));
}

TEST_CASE("setting: what is no pointer is a problem, not an accident") {
    for (const char* pointer : {"", "pool", "/pool~", "/pool/~3", "pool/balance"}) {
        Scratch scratch(least_scenario());
        on_tape(scratch).set(pointer, "1");
        INFO(pointer);
        CHECK(scratch.problems().find("not a JSON pointer") != std::string::npos);
    }
    Scratch bytes(least_scenario());
    on_tape(bytes).set("/name", "\xff\xfe");
    CHECK(bytes.problems().find("not UTF-8") != std::string::npos);
}
