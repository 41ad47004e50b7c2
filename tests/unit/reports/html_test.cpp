#include "catch.hpp"

#include "reports/html.hpp"
#include "reports/page_data.hpp"
#include "unit/results/sample_run.hpp"

#include <nlohmann/json.hpp>

using namespace kdt;

TEST_CASE("html: user text cannot end the script it stands in, and comes back as it was") {
    sample::Run run = sample::run();
    run.results.frame.name = "</script><script>alert(1)</script><!-- & \" ' \\u003c";
    const reports::Findings findings{run.results};
    const reports::Document document = reports::document_of(findings, Language::zh);
    const std::string data = reports::page_data(findings, document);
    CHECK(data.find('<') == std::string::npos);
    CHECK(nlohmann::json::parse(data)["title"] == run.results.frame.name + " 资金池测算报告");
    const std::string page = reports::html(findings, document);
    CHECK(page.find("<title>&lt;/script&gt;&lt;script&gt;alert(1)") != std::string::npos);
    CHECK(page.find("<script>alert(1)") == std::string::npos);
}

TEST_CASE("html: the page is one file that names nothing to load, in the report's language") {
    const sample::Run run = sample::run();
    const reports::Findings findings{run.results};
    const std::string zh = reports::html(findings, reports::document_of(findings, Language::zh));
    const std::string en = reports::html(findings, reports::document_of(findings, Language::en));
    CHECK(zh.find("<html lang=\"zh-CN\">") != std::string::npos);
    CHECK(en.find("<html lang=\"en\">") != std::string::npos);
    for (const char* loads : {"<link rel=\"stylesheet\"", "<script src", "@import", "<img"}) {
        INFO(loads);
        CHECK(zh.find(loads) == std::string::npos);
    }
    CHECK(zh.size() < 1'200'000);
    CHECK(zh.find("@DATA@") == std::string::npos);
}

TEST_CASE("html: what the charts draw is the summary's own figures, unchanged") {
    const sample::Run run = sample::run();
    const reports::Findings findings{run.results};
    const auto data = nlohmann::json::parse(reports::page_data(findings, reports::document_of(findings, Language::en)));
    const auto& summary = data["summary"];
    CHECK(summary["series"]["pool_balance"]["p50"][30].get<double>() ==
          *run.results.series.find(tally::Measure::pool_balance)->p50[30]);
    CHECK(summary["measures"]["pool_net_loss"]["30"]["es"]["0.99"]["value"].get<double>() ==
          *run.results.measures.find(tally::Measure::pool_net_loss)->find(30)->es.find("0.99")->value);
    CHECK(summary["breaker_by_month"]["银行熔断"]["-乙行"].size() == 30);
}

TEST_CASE("html: rates of quarters have few digits only where they show as summary.json's do") {
    sample::Run run = sample::run();
    auto& rates = run.results.vintages.front().default_rate;
    rates = {{0.0123456789, {}}, {0.0123499999, {}}, {0.0, {}}, {{}, {}}};
    const reports::Findings findings{run.results};
    const auto data = nlohmann::json::parse(reports::page_data(findings, reports::document_of(findings, Language::en)));
    CHECK(data["summary"]["vintages"].begin().value()["default_rate"].dump() == "[0.012346,0.0123499999,0.0,null]");
}

TEST_CASE(
    "html: forty banks over twenty years stay below 1.2 MB; the months drawn are on the page, the last among them") {
    sample::Run run = sample::run();
    run.results.frame.horizon_months = 240;
    for (const results::BreakerFrame& breaker : run.results.frame.breakers) {
        auto& members = *run.results.breaker_by_month.find(breaker.id);
        members = {};
        for (int bank = 0; bank < 40; ++bank) {
            std::vector<results::Number>& shares = members.add("合作银行" + std::to_string(bank) + "（市分行）");
            for (int month = 0; month <= 240; ++month) { shares.push_back((month + 1.0) / (bank + 977.0)); }
        }
    }
    const reports::Findings findings{run.results};
    const reports::Document document = reports::document_of(findings, Language::zh);
    CHECK(reports::html(findings, document).size() < 1'200'000);
    const auto data = nlohmann::json::parse(reports::page_data(findings, document));
    const auto& summary = data["summary"];
    REQUIRE(summary["breaker_months"].size() == 35);
    CHECK(summary["breaker_months"].back() == 240);
    const auto& shares = summary["breaker_by_month"]["银行熔断"]["合作银行3（市分行）"];
    REQUIRE(shares.size() == 35);
    CHECK(shares[0].get<double>() == 8.0 / 980.0); // month 7
    std::size_t tables = 0;
    for (const auto& section : data["sections"]) {
        for (const auto& block : section["blocks"]) {
            if (block["kind"] != "chart" || block["chart"]["id"] != "breaker") { continue; }
            ++tables;
            CHECK(block["chart"]["table"]["rows"].size() == 35);
        }
    }
    CHECK(tables == 2);
}
