#include "catch.hpp"
#include "cli/process.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <sstream>
#include <thread>

using testing::files_below;
using testing::Finished;
using testing::read_file;
using testing::run_kdt;
using testing::TemporaryFolder;
using testing::write_file;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string scenario(const std::string& name) { return (fs::path(KDT_SOURCE_DIR) / "scenarios" / name).string(); }

const std::string kTextbook = scenario("textbook/one_factor.json");
const std::string kJiujiang = scenario("jiujiang/base.json");

Json summary(const fs::path& folder) { return Json::parse(read_file(folder / "summary.json")); }

/// Everything in two result folders but the manifest.
void check_same_bytes(const fs::path& a, const fs::path& b) {
    REQUIRE(files_below(a) == files_below(b));
    for (const std::string& name : files_below(a)) {
        if (name == "manifest.json") { continue; }
        INFO(name);
        CHECK(read_file(a / name) == read_file(b / name));
    }
}

/// Rows of a CSV without quoted separators, its byte order mark taken off.
std::vector<std::vector<std::string>> csv_rows(const std::string& bytes) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes);
    for (std::string line; std::getline(lines, line);) {
        if (line.ends_with('\r')) { line.pop_back(); }
        rows.emplace_back();
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, ',');) { rows.back().push_back(cell); }
    }
    return rows;
}

/// "-12.30" as -1230.
std::int64_t fen_written(std::string amount) {
    const auto point = amount.find('.');
    REQUIRE(point == amount.size() - 3);
    amount.erase(point, 1);
    return std::stoll(amount);
}

} // namespace

TEST_CASE("run: the folder holds what the interface names, and nothing half-written beside it") {
    const TemporaryFolder folder;
    const Finished run = run_kdt({"run", kJiujiang, "--paths", "300", "--out", (folder / "r").string()});
    INFO(run.err);
    REQUIRE(run.exit == 0);
    for (const char* name : {"summary.json", "manifest.json", "scenario.json", "report.md", "csv/measures.csv",
                             "csv/series.csv", "csv/targets.csv", "csv/refusals.csv", "csv/资金池运行情况表.csv"}) {
        INFO(name);
        CHECK(fs::exists(folder / "r" / name));
    }
    CHECK(summary(folder / "r")["format"] == "kedaitong.summary/1");
    CHECK(summary(folder / "r")["simulation"]["paths"] == 300);
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
    CHECK(run.out.find("耗尽概率") != std::string::npos);
    CHECK(run.err.empty());
}

TEST_CASE("run: the same bytes for 1, 2 and 7 threads") {
    const TemporaryFolder folder;
    for (const char* threads : {"1", "2", "7"}) {
        const Finished run = run_kdt({"run", kJiujiang, "--paths", "1500", "--threads", threads, "--quiet", "--out",
                                      (folder / threads).string()});
        REQUIRE(run.exit == 0);
        CHECK(run.out.empty());
    }
    check_same_bytes(folder / "1", folder / "2");
    check_same_bytes(folder / "1", folder / "7");
}

TEST_CASE("run: a result folder runs again from its own inputs to the same bytes") {
    const TemporaryFolder folder;
    REQUIRE(run_kdt({"run", kTextbook, "--paths", "2000", "--seed", "9", "--quiet", "--out", (folder / "a").string()})
                .exit == 0);
    CHECK(fs::exists(folder / "a/inputs/loans.csv"));
    REQUIRE(run_kdt({"run", (folder / "a/scenario.json").string(), "--quiet", "--out", (folder / "b").string()}).exit ==
            0);
    check_same_bytes(folder / "a", folder / "b");
}

TEST_CASE("run --check: exact figures stand beside the simulated ones and all pass") {
    const TemporaryFolder folder;
    const Finished run = run_kdt({"run", kTextbook, "--paths", "50000", "--check", "--out", (folder / "r").string()});
    REQUIRE(run.exit == 0);
    const Json checks = summary(folder / "r")["checks"];
    REQUIRE(checks.size() >= 15);
    for (const Json& check : checks) {
        INFO(check.dump());
        CHECK(check["pass"] == true);
    }
    // By hand: 400·0.02 + 250·0.035 + 800·0.01 + 150·0.06 and the losses after recoveries of 55 % and 40 %.
    CHECK(checks[0]["exact"].get<double>() == Approx(33.75).epsilon(1e-9));
    const auto loss = std::find_if(checks.begin(), checks.end(),
                                   [](const Json& check) { return check["id"] == "credit_loss.mean@12"; });
    REQUIRE(loss != checks.end());
    CHECK((*loss)["exact"].get<double>() == Approx(16.5375).epsilon(1e-9));
    CHECK(run.out.find("credit_loss.mean@12") != std::string::npos);
}

TEST_CASE("run --check: where rules cut claims, the exact law of plain claims is not held against them") {
    const TemporaryFolder folder;
    const auto claims_checked = [&](const std::string& setting) {
        const std::string out = (folder / "r").string();
        REQUIRE(run_kdt({"run", kTextbook, "--paths", "2000", "--check", "--quiet", "--format", "json", "--set",
                         setting, "--out", out})
                    .exit == 0);
        const Json checks = summary(out)["checks"];
        CHECK(checks.size() >= 10);
        return std::any_of(checks.begin(), checks.end(),
                           [](const Json& check) { return check["measure"] == "pool_net_loss"; });
    };
    CHECK(claims_checked("/pool/balance=100"));
    for (const std::string setting :
         {"/pool/yearly_cap=20", "/products/loan/claim/cap_per_claim=20", "/products/loan/covered=0.5",
          "/products/loan/claim/instalments=[{\"month\":6,\"share\":1}]",
          "/parties={\"guarantor\":{\"first_loss\":20}}"}) {
        INFO(setting);
        CHECK(!claims_checked(setting));
    }
}

TEST_CASE("run: --with, --set, --paths and --seed change the effective scenario") {
    const TemporaryFolder folder;
    write_file(folder / "more.json", R"({"pool": {"balance": 200}})");
    const Finished run =
        run_kdt({"run", kTextbook, "--with", (folder / "more.json").string(), "--set", "/recovery/mean=0.3", "--set",
                 "/name=改名=后", "--paths", "100", "--seed", "77", "--quiet", "--out", (folder / "r").string()});
    REQUIRE(run.exit == 0);
    const Json effective = Json::parse(read_file(folder / "r/scenario.json"));
    CHECK(effective["pool"]["balance"] == 200);
    CHECK(effective["recovery"]["mean"] == 0.3);
    CHECK(effective["name"] == "改名=后");
    CHECK(effective["simulation"]["paths"] == 100);
    CHECK(effective["simulation"]["seed"] == 77);
}

TEST_CASE("run: an earlier result is replaced, another folder is refused") {
    const TemporaryFolder folder;
    const auto run_into = [&](const std::string& name) {
        return run_kdt({"run", kTextbook, "--paths", "50", "--quiet", "--out", (folder / name).string()});
    };
    REQUIRE(run_into("r").exit == 0);
    write_file(folder / "r/stale.txt", "left over");
    REQUIRE(run_into("r").exit == 0);
    CHECK_FALSE(fs::exists(folder / "r/stale.txt"));

    write_file(folder / "mine/letter.txt", "keep me");
    const Finished refused = run_into("mine");
    CHECK(refused.exit == 2);
    CHECK(refused.err.find("manifest.json") != std::string::npos);
    CHECK(read_file(folder / "mine/letter.txt") == "keep me");
    write_file(folder / "app/manifest.json", R"({"name": "somebody else's"})");
    write_file(folder / "app/thesis.txt", "keep me too");
    CHECK(run_into("app").exit == 2);
    CHECK(read_file(folder / "app/thesis.txt") == "keep me too");
    write_file(folder / "file", "x");
    CHECK(run_into("file").exit == 2);
    CHECK(run_into(std::string(300, 'x')).exit == 2);
    fs::create_symlink(folder / "nowhere/at/all", folder / "link");
    CHECK(run_into("link").exit == 2);
    fs::create_directory(folder / "real");
    fs::create_directory_symlink(folder / "real", folder / "good");
    CHECK(run_into("good").exit == 0);
    CHECK(fs::is_symlink(folder / "good"));
    CHECK(fs::exists(folder / "real/summary.json"));
}

TEST_CASE("run: Ctrl-C leaves nothing half-written and ends with 130") {
    const TemporaryFolder folder;
    const auto interrupt = [](pid_t process) {
        std::this_thread::sleep_for(std::chrono::milliseconds(400));
        kill(process, SIGINT);
    };
    const Finished run =
        run_kdt({"run", kJiujiang, "--paths", "3000000", "--out", (folder / "r").string()}, {{}, 60.0, interrupt});
    CHECK(run.exit == 130);
    CHECK_FALSE(run.timed_out);
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("run: Ctrl-C is heeded within a path or two of a long scenario") {
    const TemporaryFolder folder;
    const auto interrupt = [](pid_t process) {
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        kill(process, SIGINT);
    };
    const Finished run = run_kdt({"run", kJiujiang, "--paths", "5000", "--set", "/horizon_months=420", "--set",
                                  "/report/horizons=[420]", "--out", (folder / "r").string()},
                                 {{}, 60.0, interrupt});
    CHECK(run.exit == 130);
    CHECK(run.seconds < 10.0);
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("stress: each case runs again from the result folder, and cases need names of their own") {
    const TemporaryFolder folder;
    write_file(folder / "o/a.json", R"({"name": "worse", "stress": {"pd_multiplier": 2}})");
    REQUIRE(run_kdt({"stress", kTextbook, "--paths", "200", "--quiet", "--overlays", (folder / "o").string(), "--out",
                     (folder / "s").string()})
                .exit == 0);
    CHECK(run_kdt({"check", (folder / "s/scenario-1.json").string()}).exit == 0);
    write_file(folder / "o/b.json", R"({"name": "worse", "stress": {"pd_multiplier": 3}})");
    const Finished twice = run_kdt({"stress", kTextbook, "--paths", "200", "--quiet", "--overlays",
                                    (folder / "o").string(), "--out", (folder / "t").string()});
    CHECK(twice.exit == 2);
    CHECK(twice.err.find("worse") != std::string::npos);
}

TEST_CASE("run: a result that stdout did not take is no success") {
    const TemporaryFolder folder;
    const Finished run =
        testing::run_process({"/bin/sh", "-c", std::string(KDT_BINARY) + " check " + kTextbook + " > /dev/full"});
    CHECK(run.exit == 1);
}

TEST_CASE("run: formats that cannot be delivered are refused before anything is simulated") {
    const TemporaryFolder folder;
    const Finished docx = run_kdt({"run", kTextbook, "--format", "docx,json", "--out", (folder / "r").string()});
    CHECK(docx.exit == 2);
    CHECK(docx.err.find("docx") != std::string::npos);
    CHECK(fs::is_empty(folder.path()));
    const Finished json =
        run_kdt({"run", kTextbook, "--paths", "50", "--format", "json", "--quiet", "--out", (folder / "r").string()});
    CHECK(json.exit == 0);
    CHECK_FALSE(fs::exists(folder / "r/csv"));
}

TEST_CASE("run: more paths than memory holds are refused before anything is simulated") {
    const TemporaryFolder folder;
    const Finished run =
        run_kdt({"run", kJiujiang, "--paths", "17179869184", "--lang", "en", "--out", (folder / "r").string()});
    CHECK(run.exit == 2);
    CHECK(run.seconds < 30.0);
    CHECK(run.err.find("17179869184 paths, 3 report horizons") != std::string::npos);
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("stress: overlays are taken by the numbers their names begin with") {
    const TemporaryFolder folder;
    for (const char* name : {"10-worst", "2-worse", "1-bad"}) {
        write_file(folder / "o" / (std::string(name) + ".json"),
                   "{\"name\": \"" + std::string(name) + "\", \"stress\": {\"pd_multiplier\": 2}}");
    }
    const Finished stress = run_kdt({"stress", kTextbook, "--paths", "50", "--overlays", (folder / "o").string(),
                                     "--out", (folder / "s").string()});
    REQUIRE(stress.exit == 0);
    CHECK(stress.out.find("1-bad") < stress.out.find("2-worse"));
    CHECK(stress.out.find("2-worse") < stress.out.find("10-worst"));
}

TEST_CASE("usage: mistakes exit with 2 and name the nearest word") {
    CHECK(run_kdt({}).exit == 2);
    const Finished command = run_kdt({"rnu", kTextbook});
    CHECK(command.exit == 2);
    CHECK(command.err.find("run") != std::string::npos);
    const Finished option = run_kdt({"run", kTextbook, "--path", "7"});
    CHECK(option.exit == 2);
    CHECK(option.err.find("--paths") != std::string::npos);
    CHECK(run_kdt({"run", kTextbook, "--paths", "many"}).exit == 2);
    CHECK(run_kdt({"run", kTextbook, "--paths", "0"}).exit == 2);
    CHECK(run_kdt({"run", kTextbook, "--lang", "fr"}).exit == 2);
    CHECK(run_kdt({"trace", kTextbook}).exit == 2);
    CHECK(run_kdt({"--version"}).exit == 0);
    CHECK(run_kdt({"run", "--help"}).exit == 0);
}

TEST_CASE("check: says what the input holds, in the language asked for") {
    const Finished zh = run_kdt({"check", kJiujiang});
    CHECK(zh.exit == 0);
    CHECK(zh.out.find("18,000.00") != std::string::npos);
    CHECK(zh.out.find("合作银行甲") != std::string::npos);
    const Finished en = run_kdt({"check", kTextbook, "--lang", "en"});
    CHECK(en.exit == 0);
    CHECK(en.out.find("1,600.00") != std::string::npos);
}

TEST_CASE("trace: the ledger as printed adds up to the 分 in every month, in a scenario in 万元 and in one of 元") {
    const TemporaryFolder folder;
    write_file(folder / "loans.csv", read_file(scenario("textbook/loans.csv")));
    Json small = Json::parse(read_file(kTextbook));
    small["unit"] = "元";
    small["pool"]["balance"] = 300.07;
    small["pool"]["interest_rate"] = 0.031;
    small["products"].begin().value()["shares"] = Json::parse(R"([{"pays": {"pool": 0.37}}])");
    write_file(folder / "small.json", small.dump());
    const std::vector<std::vector<std::string>> runs = {{kJiujiang, "17"}, {(folder / "small.json").string(), "3"}};
    for (std::size_t run = 0; run < runs.size(); ++run) {
        const fs::path out = folder / std::to_string(run);
        REQUIRE(
            run_kdt({"trace", runs[run][0], "--path", runs[run][1], "--quiet", "--lang", "en", "--out", out.string()})
                .exit == 0);
        const auto rows = csv_rows(read_file(out / "ledger.csv"));
        const auto opening =
            std::find_if(rows[0].begin(), rows[0].end(),
                         [](const std::string& title) { return title.find("opening balance") != std::string::npos; }) -
            rows[0].begin();
        const auto closing =
            std::find_if(rows[0].begin(), rows[0].end(),
                         [](const std::string& title) { return title.find("closing balance") != std::string::npos; }) -
            rows[0].begin();
        REQUIRE(opening < closing);
        REQUIRE(rows.size() > 12);
        for (std::size_t row = 1; row < rows.size(); ++row) {
            std::int64_t sum = 0;
            for (auto column = opening; column < closing; ++column) {
                sum += fen_written(rows[row][static_cast<std::size_t>(column)]);
            }
            INFO("run " << run << ", row " << row);
            CHECK(sum == fen_written(rows[row][static_cast<std::size_t>(closing)]));
        }
    }
}

TEST_CASE("run --check: a book too large for exact laws says so in seconds, and Ctrl-C ends the waiting") {
    const TemporaryFolder folder;
    std::string tape = "loan_id,principal,pd\n";
    for (int i = 1; i <= 3000; ++i) {
        tape += "L" + std::to_string(i) + "," + std::to_string(50 + i * 7919 % 450) + ",0.02\n";
    }
    write_file(folder / "loans.csv", tape);
    write_file(folder / "large.json", read_file(kTextbook));
    const std::vector<std::string> words = {
        "run",   (folder / "large.json").string(), "--paths", "20", "--check", "--lang", "en",
        "--out", (folder / "r").string()};
    const Finished run = run_kdt(words, {{}, 120.0, {}});
    INFO(run.err);
    CHECK(run.exit == 0);
    CHECK(run.out.find("too many loans") != std::string::npos);
    const Finished stopped = run_kdt(words, {{}, 120.0, [](pid_t process) {
                                                 std::this_thread::sleep_for(std::chrono::milliseconds(1000));
                                                 kill(process, SIGINT);
                                             }});
    CHECK(stopped.exit == 130);
    CHECK(stopped.seconds < 0.9 * run.seconds + 1.0);
}

TEST_CASE("trace: every month balances, and two calls tell the same story") {
    const TemporaryFolder folder;
    for (const char* name : {"a", "b"}) {
        const Finished trace = run_kdt({"trace", kJiujiang, "--path", "17", "--out", (folder / name).string()});
        INFO(trace.err);
        REQUIRE(trace.exit == 0);
        CHECK(trace.out.find("2022-01") != std::string::npos);
        CHECK(trace.out.find("2024-12") != std::string::npos);
    }
    check_same_bytes(folder / "a", folder / "b");
    CHECK(run_kdt({"trace", kJiujiang, "--path", "-1"}).exit == 2);
}

TEST_CASE("stress: the base beside each overlay, in file order, with paired differences") {
    const TemporaryFolder folder;
    const Finished stress = run_kdt({"stress", kJiujiang, "--paths", "400", "--out", (folder / "s").string()});
    INFO(stress.err);
    REQUIRE(stress.exit == 0);
    const std::size_t mild = stress.out.find("轻度");
    const std::size_t severe = stress.out.find("重度");
    CHECK(stress.out.find("基准") < mild);
    CHECK(mild < severe);
    CHECK(severe != std::string::npos);
    const std::string csv = read_file(folder / "s/stress.csv");
    CHECK(csv.find("overlay,measure,statistic,month,value,lo,hi,difference,difference_se") != std::string::npos);
    CHECK(read_file(folder / "s/report.md").find("压力测试结果表") != std::string::npos);
    CHECK(run_kdt({"stress", kTextbook, "--out", (folder / "t").string()}).exit == 2);
}
