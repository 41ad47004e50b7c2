#include "catch.hpp"

#include "reports/document.hpp"
#include "reports/html.hpp"
#include "reports/markdown.hpp"
#include "results/csv.hpp"
#include "results/json_reader.hpp"
#include "results/read_summary.hpp"
#include "results/stress_json.hpp"
#include "results/summary_json.hpp"
#include "short_run.hpp"
#include "unit/results/sample_run.hpp"

#include <nlohmann/json.hpp>

using namespace kdt;
using Json = nlohmann::ordered_json;

namespace {

/// A sample with what only some scenarios have: funders, cuts, firms, checks, a stress, sourced and unsourced figures.
results::Results rich_sample() {
    results::Results all = sample::run().results;
    all.frame.drawn = true;
    all.frame.cuts = {{0, "cap_per_claim", {"单笔上限", "cap per claim"}, false},
                      {1, "yearly_cap", {"年度上限“推到次年”", "yearly cap, put off"}, true}};
    for (const results::CutFrame& cut : all.frame.cuts) { all.cuts.add(cut.key, {{1.5, 0.25}, {12.0, {}}}); }
    all.frame.funders = {"市财政", "=省财政"};
    for (const std::string& id : all.frame.funders) {
        auto& months = all.funders.add(id);
        for (const int month : all.horizons) { months.add(month)[0] = {100.0, 0.5}; }
    }
    all.frame.firms = {{"高新|技术", std::vector<double>(31, 675.5)}};
    all.frame.checks = {{"期望损失/12", "pool_net_loss", 12, 1.25, 1.3, 0.1, -0.5, true}};
    all.frame.parameters.push_back(
        {"/stress/pd_multiplier", "1.5", {}, {"压力 · PD 倍数", "Stress · PD multiplier"}, Text{"x", "y"}, false});
    all.frame.book.mean_pd = 0.05;
    all.frame.book.mean_pd_unstressed = 0.025;
    all.frame.resolution = 0.001;
    all.frame.precision = results::PrecisionFrame{0.05, 0.0625, 118, 1'000'000, false};
    all.frame.targets[1].already_lent = Fen{123'456};
    all.frame.targets[1].products = {"科贷通"};
    return all;
}

results::StressResults stress_of(const sample::Run& base) {
    results::StressComparison comparison(base.results, *base.scores);
    comparison.add("重度|<x>", base.results, *base.scores);
    return comparison.results();
}

void check_same_reports(const reports::Findings& a, const reports::Findings& b) {
    for (const Language language : {Language::zh, Language::en}) {
        const reports::Document one = reports::document_of(a, language);
        const reports::Document other = reports::document_of(b, language);
        CHECK(reports::markdown(one) == reports::markdown(other));
        CHECK(reports::html(a, one) == reports::html(b, other));
        const auto files = results::csv_files(a.results, language);
        const auto others = results::csv_files(b.results, language);
        REQUIRE(files.size() == others.size());
        for (std::size_t i = 0; i < files.size(); ++i) {
            INFO(files[i].path);
            CHECK(files[i].bytes == others[i].bytes);
        }
    }
}

/// Every member of every object, as JSON pointers.
void collect(const Json& value, const Json::json_pointer& at, std::vector<Json::json_pointer>& out) {
    if (!value.is_object()) { return; }
    for (const auto& [key, member] : value.items()) {
        out.push_back(at / key);
        collect(member, at / key, out);
    }
}

} // namespace

TEST_CASE("read_summary: what was written is read back whole, and gives the run's own reports") {
    const results::Results all = rich_sample();
    const std::string text = results::to_json(all);
    const auto read = results::read_summary(text, "summary.json");
    for (const Problem& problem : read.problems) { UNSCOPED_INFO(describe(problem, Language::en)); }
    REQUIRE(read.ok());
    CHECK(results::to_json(read.value) == text);
    check_same_reports({all}, {read.value});
}

TEST_CASE("report: says how quantiles and the depletion probability are known, and of a usual run nothing of it") {
    results::Results all = rich_sample();
    const auto said = [&](Language language) { return reports::markdown(reports::document_of({all}, language)); };
    CHECK(said(Language::zh).find("要求 5.00%，未达到，为 6.25%（耗尽 118 次，路径上限 1,000,000）") !=
          std::string::npos);
    CHECK(said(Language::en).find("asked 5.00%, not met: 6.25% (118 depletions, at most 1,000,000 paths)") !=
          std::string::npos);
    CHECK(said(Language::zh).find("由分箱计数得出，相对误差不超过 0.10%") != std::string::npos);
    CHECK(said(Language::en).find("from bins, to within 0.10%") != std::string::npos);
    all.frame.resolution.reset();
    all.frame.precision.reset();
    CHECK(said(Language::en).find("from bins") == std::string::npos);
    CHECK(said(Language::en).find("Precision") == std::string::npos);
}

TEST_CASE("read_stress: what was written is read back whole, and gives the run's own reports") {
    const sample::Run base = sample::run();
    const results::StressResults stress = stress_of(base);
    const std::string text = results::stress_json(stress);
    const auto read = results::read_stress(text, "stress.json", base.results);
    REQUIRE(read.ok());
    CHECK(results::stress_json(read.value) == text);
    CHECK(results::stress_csv(read.value) == results::stress_csv(stress));
    check_same_reports({base.results, &stress}, {base.results, &read.value});
}

TEST_CASE("read_summary: a file that lacks a member is refused by its place, or still gives a report") {
    const Json whole = Json::parse(results::to_json(rich_sample()));
    std::vector<Json::json_pointer> members;
    collect(whole, Json::json_pointer(), members);
    REQUIRE(members.size() > 2000);
    // All that stand at the root, and a sample of what stands below.
    const std::size_t near_root = is_short_run() ? 101 : 11;
    const std::size_t deep = is_short_run() ? 4999 : 997;
    int refused = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
        const std::string pointer = members[i].to_string();
        const auto depth = std::count(pointer.begin(), pointer.end(), '/');
        if (depth == 1 && is_short_run() && i % 9 != 0) { continue; }
        if (depth > 1 && i % (depth == 2 ? near_root : deep) != 0) { continue; }
        Json changed = whole;
        changed.at(members[i].parent_pointer()).erase(members[i].back());
        const auto read = results::read_summary(changed.dump(), "summary.json");
        INFO(pointer);
        if (!read.ok()) {
            ++refused;
            CHECK(read.problems.size() <= results::JsonPlace::kMostProblems);
            continue;
        }
        CHECK_FALSE(reports::markdown(reports::document_of({read.value}, Language::zh)).empty());
    }
    CHECK(refused > (is_short_run() ? 1 : 5));
}

TEST_CASE("read_summary: what is no result of this format is refused in both languages") {
    const std::string text = results::to_json(sample::run().results);
    for (const std::string& bad :
         {std::string(), std::string("[1]"), std::string("{\"format\": \"kedaitong.summary/9\"}"),
          text.substr(0, text.size() / 2)}) {
        const auto read = results::read_summary(bad, "r/summary.json");
        REQUIRE(read.problems.size() == 1);
        CHECK(read.problems[0].file == "r/summary.json");
        CHECK_FALSE(read.problems[0].what.zh.empty());
        CHECK_FALSE(read.problems[0].fix.en.empty());
    }
    Json wrong = Json::parse(text);
    wrong["scenario"]["unit"] = "美元";
    wrong["simulation"]["seed"] = "seven";
    wrong["breakers"]["全局熔断"]["metric"] = "none such";
    const auto read = results::read_summary(wrong.dump(), "summary.json");
    std::vector<std::string> places;
    for (const Problem& problem : read.problems) { places.push_back(problem.pointer); }
    for (const char* place : {"/scenario/unit", "/simulation/seed", "/breakers/全局熔断/metric"}) {
        INFO(place);
        CHECK(std::count(places.begin(), places.end(), place) == 1);
    }
}

namespace {

std::vector<std::string> pointers_of(const Problems& problems) {
    std::vector<std::string> pointers;
    for (const Problem& problem : problems) {
        CHECK_FALSE(problem.what.zh.empty());
        CHECK_FALSE(problem.fix.en.empty());
        pointers.push_back(problem.pointer);
    }
    std::sort(pointers.begin(), pointers.end());
    return pointers;
}

} // namespace

TEST_CASE("read_summary: figures that can't be are refused, and what is missing is named once, all in one list") {
    Json wrong = Json::parse(results::to_json(rich_sample()));
    wrong["breaker_by_month"].erase("银行熔断");
    wrong["breaker_by_month"]["全局熔断"]["scheme"].erase(30);
    wrong["refusals"]["科贷通"]["capacity"]["count"]["value"] = -1;
    wrong["refusals"].erase("=科融通");
    wrong["probabilities"]["pool_depleted"]["30"]["value"] = 7;
    wrong["probabilities"]["breaker_stop"]["全局熔断"]["12"]["events"] = 401;
    wrong["targets"]["=余额"]["probability"]["lo"] = 0.9;
    wrong["measures"]["claims_paid"]["12"]["mean"]["se"] = -0.5;
    wrong["years"]["2022"]["measures"]["claims_paid"]["quantile"]["0.99"]["hi"] = -5;
    for (const char* key : {"npv", "cost_per_100", "concentration"}) { wrong.erase(key); }
    wrong["simulation"].erase("ess");
    wrong["scenario"]["language"] = "";
    wrong["measures"]["disbursed"]["12"]["mean"]["se"] = 1e308; // 1.96 of it is no number
    wrong["measures"]["disbursed"]["24"]["quantile"]["0.95"]["lo"] = -1e300;
    CHECK(pointers_of(results::read_summary(wrong.dump(), "summary.json").problems) ==
          std::vector<std::string>{"/breaker_by_month/全局熔断/scheme", "/breaker_by_month/银行熔断", "/concentration",
                                   "/cost_per_100", "/measures/claims_paid/12/mean/se",
                                   "/measures/disbursed/12/mean/se", "/measures/disbursed/24/quantile/0.95/lo", "/npv",
                                   "/probabilities/breaker_stop/全局熔断/12", "/probabilities/pool_depleted/30/value",
                                   "/refusals/=科融通", "/refusals/科贷通/capacity/count/value", "/scenario/language",
                                   "/simulation/ess", "/targets/=余额/probability",
                                   "/years/2022/measures/claims_paid/quantile/0.99"});
}

TEST_CASE("read_stress: a case that lacks what tables show, and a chance that can't be, are refused") {
    const sample::Run base = sample::run();
    Json wrong = Json::parse(results::stress_json(stress_of(base)));
    Json& overlay = wrong["overlays"]["重度|<x>"];
    overlay["measures"].erase("shortfall_given_depletion");
    overlay["probabilities"]["pool_depleted"]["30"]["events"] = 500;
    overlay["probabilities"].erase("any_breaker_stop");
    CHECK(pointers_of(results::read_stress(wrong.dump(), "stress.json", base.results).problems) ==
          std::vector<std::string>{"/overlays/重度|<x>/measures/shortfall_given_depletion",
                                   "/overlays/重度|<x>/probabilities/any_breaker_stop",
                                   "/overlays/重度|<x>/probabilities/pool_depleted/30"});
}

TEST_CASE("read_summary: JSON that is no object is told apart from what is no JSON") {
    for (const auto& [text, words] : {std::pair("[]", "holds no JSON object"), {"{", "is no JSON file"}}) {
        const auto read = results::read_summary(text, "r/summary.json");
        REQUIRE(read.problems.size() == 1);
        CHECK(read.problems[0].what.en.find(words) != std::string::npos);
    }
}
