#include "base/hash.hpp"
#include "catch.hpp"
#include "cli/examples.hpp"
#include "cli/process.hpp"

#include <algorithm>
#include <filesystem>

namespace fs = std::filesystem;
using testing::example;
using testing::Finished;
using testing::kJiujiang;
using testing::kTextbook;
using testing::read_file;
using testing::run_kdt;
using testing::summary;
using testing::TemporaryFolder;
using testing::write_file;

namespace {

/// A copy of a result without its reports, to be made again.
void copy_without_reports(const fs::path& from, const fs::path& to) {
    fs::copy(from, to, fs::copy_options::recursive);
    for (const char* name : {"report.html", "report.xlsx", "report.md", "stress.csv"}) { fs::remove(to / name); }
    fs::remove_all(to / "csv");
}

void check_made_again(std::vector<std::string> command) {
    const TemporaryFolder folder;
    command.insert(command.end(), {"--quiet", "--out", (folder / "run").string()});
    const Finished run = run_kdt(command);
    INFO(run.err);
    REQUIRE(run.exit == 0);
    copy_without_reports(folder / "run", folder / "again");
    const Finished report = run_kdt({"report", (folder / "again").string()});
    INFO(report.err);
    REQUIRE(report.exit == 0);
    testing::check_same_bytes(folder / "run", folder / "again");
}

} // namespace

TEST_CASE("report: makes the run's own reports again, byte for byte", "[long]") {
    check_made_again({"run", kJiujiang, "--paths", "200"});
    check_made_again({"run", kTextbook, "--paths", "200", "--check"});
    check_made_again({"run", example("schemes/hubei/scenario.json"), "--paths", "100", "--lang", "en"});
    check_made_again({"stress", kJiujiang, "--paths", "100"});
}

TEST_CASE("report: makes the reports again of runs with given defaults, accounts, funders and commitments", "[long]") {
    const fs::path given = fs::path(KDT_SOURCE_DIR) / "tests/given";
    for (const char* name : {"accounts-of-banks", "funders-under-hybrid", "budget-commitment-carries-over", "firm-base",
                             "breaker-by-sector", "pool-yearly-cap"}) {
        INFO(name);
        check_made_again({"run", (given / name / "scenario.json").string()});
    }
}

TEST_CASE("report: another language replaces the report, and the result can still be replaced by a run") {
    const TemporaryFolder folder;
    const std::string result = (folder / "r").string();
    REQUIRE(run_kdt({"run", kTextbook, "--paths", "100", "--quiet", "--format", "json", "--out", result}).exit == 0);
    const Finished report = run_kdt({"report", result, "--format", "md,csv,html", "--lang", "en"});
    REQUIRE(report.exit == 0);
    CHECK(report.out.find("report.md") != std::string::npos);
    CHECK(read_file(folder / "r/report.md").find("## 1. Conclusions") != std::string::npos);
    REQUIRE(run_kdt({"report", result, "--format", "md", "--lang", "zh"}).exit == 0);
    CHECK(read_file(folder / "r/report.md").find("## 一、结论") != std::string::npos);
    const Finished again = run_kdt({"run", kTextbook, "--paths", "100", "--quiet", "--out", result});
    INFO(again.err);
    CHECK(again.exit == 0);
}

TEST_CASE("report: everything that speaks against it is listed at once, in both languages, and nothing is written") {
    const TemporaryFolder folder;
    fs::create_directories(folder / "empty");
    for (const auto& [language, words] : {std::pair("zh", "没有 summary.json"), {"en", "no summary.json"}}) {
        const Finished report =
            run_kdt({"report", (folder / "empty").string(), "--format", "html,pdf", "--lang", language});
        CHECK(report.exit == 2);
        CHECK(report.err.find(words) != std::string::npos);
        CHECK(report.err.find("manifest.json") != std::string::npos);
        CHECK(report.err.find("\"pdf\"") != std::string::npos);
        CHECK(report.err.find("report.html") != std::string::npos);
        CHECK(report.err.find("是否指 md") == std::string::npos);
    }
    const Finished none = run_kdt({"report", (folder / "none").string(), "--lang", "en"});
    CHECK(none.exit == 2);
    CHECK(none.err.find("no such folder") != std::string::npos);
    CHECK(std::count(none.err.begin(), none.err.end(), '\n') == 1);
    const std::string result = (folder / "r").string();
    REQUIRE(run_kdt({"run", kTextbook, "--paths", "50", "--quiet", "--format", "json", "--out", result}).exit == 0);
    std::string text = read_file(folder / "r/summary.json");
    text.replace(text.find("\"unit\": \""), 9, "\"uni\": \"");
    write_file(folder / "r/summary.json", text);
    const Finished changed = run_kdt({"report", result, "--lang", "en"});
    CHECK(changed.exit == 2);
    CHECK(changed.err.find("/scenario/unit") != std::string::npos);
    CHECK_FALSE(fs::exists(folder / "r/report.html"));
}

TEST_CASE("report: a folder where a file should go is refused in the run's language before anything is written") {
    const TemporaryFolder folder;
    for (const auto& [language, words] : {std::pair("zh", "此处已有同名文件夹"), {"en", "a folder of this name"}}) {
        const std::string result = (folder / language).string();
        REQUIRE(run_kdt({"run", kTextbook, "--paths", "50", "--quiet", "--format", "json", "--lang", language, "--out",
                         result})
                    .exit == 0);
        fs::create_directories(fs::path(result) / "report.md/taken");
        write_file(fs::path(result) / "csv", "a file");
        const std::vector<std::string> before = testing::files_below(result);
        const Finished report = run_kdt({"report", result, "--format", "html,md,csv"});
        INFO(report.err);
        CHECK(report.exit == 2);
        CHECK(report.err.find("report.md") != std::string::npos);
        CHECK(report.err.find(words) != std::string::npos);
        CHECK(report.err.find("csv/measures.csv") != std::string::npos);
        CHECK(testing::files_below(result) == before);
    }
}

TEST_CASE("report: the model card has the hashes of the files in the result folder") {
    const TemporaryFolder folder;
    const auto hash_of = [](const fs::path& file) { return kdt::sha256_hex(read_file(file)); };
    fs::copy(fs::path(kTextbook).parent_path(), folder / "t");
    write_file(folder / "t/stress/a.json", R"({"name": "worse", "stress": {"pd_multiplier": 3}})");
    const std::string result = (folder / "s").string();
    REQUIRE(run_kdt({"stress", (folder / "t/one_factor.json").string(), "--paths", "100", "--quiet", "--format",
                     "md,json", "--out", result})
                .exit == 0);
    const std::string page = read_file(fs::path(result) / "report.md");
    for (const char* name : {"scenario.json", "inputs/loans.csv", "stress/a.json"}) {
        INFO(name);
        CHECK(page.find(hash_of(fs::path(result) / name)) != std::string::npos);
    }
    CHECK(page.find("“worse” stress/a.json SHA-256") != std::string::npos);
}

TEST_CASE("report: a stress test without its stress.json is refused, not reported as a plain run") {
    const TemporaryFolder folder;
    const std::string result = (folder / "s").string();
    REQUIRE(run_kdt({"stress", kJiujiang, "--paths", "50", "--quiet", "--format", "csv,json", "--out", result}).exit ==
            0);
    fs::remove(folder / "s/stress.json");
    for (const auto& [language, words] : {std::pair("zh", "却没有 stress.json"), {"en", "but no stress.json"}}) {
        const Finished report = run_kdt({"report", result, "--format", "md", "--lang", language});
        CHECK(report.exit == 2);
        CHECK(report.err.find(words) != std::string::npos);
    }
    CHECK_FALSE(fs::exists(folder / "s/report.md"));
    fs::remove(folder / "s/stress.csv");
    CHECK(run_kdt({"report", result, "--format", "md"}).exit == 2);
    fs::remove_all(folder / "s/stress");
    CHECK(run_kdt({"report", result, "--format", "md"}).exit == 0);
}

TEST_CASE("xlsx: equal runs give equal bytes, at any number of threads", "[long]") {
    const TemporaryFolder folder;
    for (const char* threads : {"1", "2"}) {
        REQUIRE(run_kdt({"run", kJiujiang, "--paths", "300", "--quiet", "--format", "xlsx", "--threads", threads,
                         "--out", (folder / threads).string()})
                    .exit == 0);
    }
    const std::string one = read_file(folder / "1/report.xlsx");
    CHECK(one.starts_with("PK"));
    CHECK(one == read_file(folder / "2/report.xlsx"));
}
