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
    CHECK(summary["breaker_by_month"]["银行熔断"]["-乙行"].size() == 31);
}
