#include "catch.hpp"
#include "scenario/document.hpp"
#include "scenario/semidefinite.hpp"
#include "unit/scenario/scratch.hpp"

using namespace kdt;
using namespace kdt::scenario;
using testing::kLeastTape;
using testing::least_scenario;
using testing::Scratch;

namespace {

Scenario with(const std::string& pointer, const std::string& value) {
    Scratch scratch(least_scenario());
    scratch.write("tape.csv", kLeastTape);
    scratch.set(pointer, value);
    return scratch.good();
}

std::string faults(const std::string& pointer, const std::string& value) {
    Scratch scratch(least_scenario());
    scratch.write("tape.csv", kLeastTape);
    scratch.set(pointer, value);
    return scratch.problems();
}

} // namespace

TEST_CASE("defaults: absent blocks are none, or one nameless default") {
    const Scenario s = with("/name", "x");
    CHECK(s.lending.demand.empty());
    CHECK(s.breakers.empty());
    CHECK(s.targets.empty());
    CHECK(s.pool.top_ups.empty());
    CHECK_FALSE(s.pool.leverage);
    CHECK(s.banks.size() == 1);
    CHECK(s.sectors.at(0).asset_correlation == 0.0);
    CHECK(s.tiers.size() == 1);
    CHECK_FALSE(s.stress.active);
    CHECK(s.stress.pd_multiplier == std::vector<double>{1.0});
}

TEST_CASE("defaults: each is the one of the interface's table") {
    const Scenario s = with("/products/loan/claim", "{}");
    CHECK(s.products[0].claim.pay_on == terms::PayOn::overdue);
    CHECK(s.products[0].claim.overdue_months == 3);
    CHECK(s.products[0].claim.review_months == 1);
    CHECK(s.products[0].claim.rejection_probability == 0.0);
    CHECK(s.products[0].starts_month == 1);
    CHECK(s.products[0].repayment == Repayment::bullet);
    CHECK(s.pool.on_shortfall == OnShortfall::queue);
    CHECK(s.pool.interest_rate.value == 0.0);
    CHECK(s.credit.dependence == Dependence::gaussian);
    CHECK(s.credit.factor_period_months == 12);
    CHECK(s.recovery.distribution == RecoveryDistribution::constant);
    CHECK(s.recovery.workout.size() == 1);
    CHECK(s.report.levels == std::vector<double>{0.95, 0.99, 0.995, 0.999});
    CHECK(s.report.discount_rate.value == 0.03);
    CHECK(s.report.language == Language::zh);
    CHECK(s.paths == 100'000);
    CHECK(s.seed == 1);
    CHECK(s.name == "scenario");
}

TEST_CASE("defaults: horizons are every 12 months and the last; given ones get the last added") {
    CHECK(with("/horizon_months", "30").report.horizons == std::vector<int>{12, 24, 30});
    CHECK(with("/horizon_months", "24").report.horizons == std::vector<int>{12, 24});
    CHECK(with("/horizon_months", "7").report.horizons == std::vector<int>{7});
    CHECK(with("/report/horizons", "[3,6]").report.horizons == std::vector<int>{3, 6, 12});
    CHECK(with("/report/horizons", R"(["2022-06"])").report.horizons == std::vector<int>{6, 12});
}

TEST_CASE("defaults: a breaker resumes below its warning, else its stop level") {
    const auto resume = [](const std::string& rest) {
        return with("/breakers/b", R"({"metric":"claims_over_pool","halts":["lending"],)" + rest + "}")
            .breakers[0]
            .rule.resume_below;
    };
    CHECK(resume(R"("warn_above":0.03,"stop_above":"5%")") == 0.03);
    CHECK(resume(R"("stop_above":0.05)") == 0.05);
    CHECK(resume(R"("stop_above":0.05,"resume_below":0.01)") == 0.01);
}

TEST_CASE("stress: every entry by itself makes the block active, its default does not") {
    for (const char* entry : {R"({"pd_multiplier":2})", R"({"recovery_multiplier":0.5})", R"({"demand_multiplier":2})",
                              R"({"top_up_delay_months":1})", R"({"asset_correlation":{"multiply":2}})"}) {
        INFO(entry);
        CHECK(with("/stress", entry).stress.active);
    }
    for (const char* entry :
         {"{}", R"({"pd_multiplier":1})", R"({"asset_correlation":{"multiply":1}})", R"({"note":"x"})"}) {
        INFO(entry);
        CHECK_FALSE(with("/stress", entry).stress.active);
    }
}

TEST_CASE("seed: all 64 bits are kept") {
    CHECK(with("/simulation/seed", "18446744073709551615").seed == 18'446'744'073'709'551'615U);
    CHECK(faults("/simulation/seed", "18446744073709551616").find("whole number") != std::string::npos);
    CHECK(faults("/simulation/seed", "-1").find("at least 0") != std::string::npos);
}

TEST_CASE("notices: an amount finer than a 分 is rounded, a suspicious unit asked about") {
    Scratch scratch(least_scenario());
    scratch.write("tape.csv", kLeastTape);
    scratch.set("/pool/balance", "48000000.1234567");
    const auto loaded = scratch.load();
    REQUIRE(loaded.ok());
    const std::string said = testing::notices(loaded.value);
    CHECK(said.find("finer than a 分") != std::string::npos);
    CHECK(said.find("is the unit 万元 right?") != std::string::npos);
}

TEST_CASE("problems: all of them at once, in file order, with the line of each") {
    Scratch scratch(
        "{\n \"as_of\": \"2021\",\n \"horizon_months\": 0,\n \"unit\": \"万元\",\n \"pool\": {\"balance\": -1},\n"
        " \"products\": {\"loan\": {\"tenor_months\": 12, \"shares\": [\n  {\"pays\": {\"pool\": 0.7, \"bank\": "
        "0.7}}]}},\n"
        " \"recovery\": {\"mean\": 40},\n \"portfolio\": {\"file\": \"none.csv\"}\n}");
    std::vector<int> lines;
    for (const Problem& problem : scratch.load().problems) { lines.push_back(problem.line); }
    CHECK(lines == std::vector<int>{2, 3, 5, 7, 8, 9});
}

TEST_CASE("correlations: the pair named is the one that doesn't fit") {
    const Matrix matrix{{1, 0.2, 0.1, 0.0}, {0.2, 1, 0.9, -0.9}, {0.1, 0.9, 1, 0.3}, {0.0, -0.9, 0.3, 1}};
    const auto [i, j] = offending_pair(matrix);
    CHECK((i == 1 || i == 2));
    CHECK((j == 2 || j == 3));
    CHECK(offending_pair({{1, 1.5}, {1.5, 1}}) == std::pair<std::size_t, std::size_t>{0, 1});
}

TEST_CASE("document: a value's origin is the file that set it last, down the tree") {
    const auto text = [](const char* json, const char* file) { return parse_json(json, file).value; };
    Document document(text("{\n\"a\":{\"b\":1,\n\"c\":2}}", "base"), "base");
    Findings findings;
    document.merge(text("{\"a\":\n{\"c\":{\"d\":\n3}}}", "over"), "over", findings);
    document.set({"/a/b", "5"}, findings);
    CHECK(document.origin("/a/b").file == "--set");
    CHECK(document.origin("/a/c/d").file == "over");
    CHECK(document.origin("/a/c/d").line == 3);
    CHECK(document.origin("/a").file == "base");
    CHECK(document.origin("/a/x/y").file == "base");
    CHECK(document.root().dump() == R"({"a":{"b":5,"c":{"d":3}}})");
}
