#include "approved/approved.hpp"
#include "catch.hpp"

#include "reports/check_echo.hpp"
#include "reports/headline.hpp"
#include "reports/markdown.hpp"
#include "results/catalogue.hpp"
#include "results/csv.hpp"
#include "results/summary_json.hpp"
#include "unit/results/sample_run.hpp"

#include <algorithm>
#include <sstream>

using namespace kdt;

namespace {

/// A heavier case beside the sample: the same paths with losses drawn from the far end.
results::StressResults stress() {
    const sample::Run base = sample::run();
    results::StressComparison comparison(base.results, *base.scores);
    sample::Run heavy;
    heavy.scores = std::make_unique<tally::Scores>(sample::shape(), 400);
    heavy.tally = std::make_unique<tally::Tally>(sample::shape(), *heavy.scores);
    tally::PathScores one;
    one.fit(sample::shape());
    for (std::int64_t path = 0; path < 400; ++path) {
        sample::fill(one, sample::shape(), path, 400);
        for (int month = 0; month <= 30; ++month) {
            one.at(month, tally::Measure::claims_paid) *= 3;
            one.at(month, tally::Measure::pool_balance) -= 2 * one.at(month, tally::Measure::claims_paid) / 3;
            one.at(month, tally::Measure::default_rate) *= 3;
        }
        if (path % 10 == 3) {
            one.depleted_month = 20;
            one.shortfall[2] = 5'000'000 * path;
        }
        heavy.tally->add(path, one);
    }
    heavy.tally->finish();
    heavy.results = results::summarise(sample::frame(400), *heavy.scores, *heavy.tally);
    comparison.add("重度|<x>", heavy.results, *heavy.scores);
    comparison.add("=same", base.results, *base.scores);
    return comparison.results();
}

/// The lines of a long text that hold one of the words.
std::string lines_with(const std::string& text, const std::vector<std::string>& words) {
    std::istringstream lines(text);
    std::string out;
    for (std::string line; std::getline(lines, line);) {
        const auto holds = [&](const std::string& word) { return line.find(word) != std::string::npos; };
        if (std::any_of(words.begin(), words.end(), holds)) { out += line + "\n"; }
    }
    return out;
}

} // namespace

TEST_CASE("approved: report.md in both languages") {
    const sample::Run run = sample::run();
    CHECK(approved("report.zh.md", reports::markdown(reports::document_of({run.results}, Language::zh))));
    CHECK(approved("report.en.md", reports::markdown(reports::document_of({run.results}, Language::en))));
}

TEST_CASE("approved: headline and check echo in both languages") {
    const sample::Run run = sample::run();
    CHECK(approved("headline.zh.txt", reports::headline(run.results, Language::zh)));
    CHECK(approved("headline.en.txt", reports::headline(run.results, Language::en)));
    CHECK(approved("check.zh.txt", reports::check_echo(run.results.frame, Language::zh)));
    CHECK(approved("check.en.txt", reports::check_echo(run.results.frame, Language::en)));
}

TEST_CASE("approved: stress report, table and CSV") {
    const results::StressResults all = stress();
    const sample::Run base = sample::run();
    const reports::Findings findings{base.results, &all};
    for (const auto& [name, language] : {std::pair("stress.zh.md", Language::zh), {"stress.en.md", Language::en}}) {
        reports::Document document = reports::document_of(findings, language);
        // The rest is the base's report, which is approved above.
        std::erase_if(document.sections, [](const reports::Section& section) { return section.id != "stress"; });
        CHECK(approved(name, reports::markdown(document)));
    }
    CHECK(approved("stress.zh.txt", reports::stress_headline(all, Language::zh)));
    CHECK(approved("stress.csv", lines_with(results::stress_csv(all), {"overlay,", "claims_paid,", "pool_depleted,"})));
}

TEST_CASE("approved: CSV tables, targets and refusals") {
    const sample::Run run = sample::run();
    for (const results::OutputFile& file : results::csv_files(run.results)) {
        // The tidy files of measures and series are long and hold the figures of summary.json, which has own tests.
        if (file.path == "csv/measures.csv" || file.path == "csv/series.csv") { continue; }
        CHECK(approved(file.path.substr(4), file.bytes));
    }
}
