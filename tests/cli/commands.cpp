#include "catch.hpp"
#include "cli/examples.hpp"
#include "cli/process.hpp"
#include "short_run.hpp"
#include "this_build.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <sstream>
#include <thread>

#include <sys/stat.h>

using namespace testing;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

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
    for (const char* name : {"summary.json", "manifest.json", "scenario.json", "report.html", "report.xlsx",
                             "report.md", "csv/measures.csv", "csv/series.csv", "csv/targets.csv", "csv/refusals.csv",
                             "csv/breakers.csv", "csv/资金池运行情况表.csv"}) {
        INFO(name);
        CHECK(fs::exists(folder / "r" / name));
    }
    CHECK(summary(folder / "r")["format"] == "kedaitong.summary/1");
    CHECK(summary(folder / "r")["simulation"]["paths"] == 300);
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
    CHECK(run.out.find("耗尽概率") != std::string::npos);
    CHECK(run.err.empty());
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

TEST_CASE("run --check: where rules cut claims, the exact law of plain claims is not held against them", "[long]") {
    const TemporaryFolder folder;
    const auto claims_checked = [&](const std::string& setting,
                                    const std::string& account = "/pool/on_shortfall=queue") {
        const std::string out = (folder / "r").string();
        const Finished run = run_kdt({"run", kTextbook, "--paths", "2000", "--check", "--format", "json", "--set",
                                      setting, "--set", account, "--lang", "en", "--out", out});
        REQUIRE(run.exit == 0);
        const Json checks = summary(out)["checks"];
        CHECK(checks.size() >= 10);
        const bool checked = std::any_of(checks.begin(), checks.end(),
                                         [](const Json& check) { return check["measure"] == "pool_net_loss"; });
        CHECK(checked == (run.out.find("Exact checks: losses only") == std::string::npos)); // the user is told
        return checked;
    };
    CHECK(claims_checked("/pool/balance=100"));
    const std::string account = R"(/banks={"bank":{"opening_balance":60}})";
    CHECK(claims_checked(R"(/pool/sub_accounts={"transfers":"from_all"})", account));
    CHECK(!claims_checked(R"(/pool/sub_accounts={"transfers":"from_common"})", account));
    CHECK(!claims_checked(R"(/pool/sub_accounts={"transfers":"none"})", account));
    for (const std::string setting :
         {"/pool/yearly_cap=20", "/products/loan/claim/cap_per_claim=20", "/products/loan/covered=0.5",
          "/products/loan/claim/instalments=[{\"month\":6,\"share\":1}]",
          "/parties={\"guarantor\":{\"first_loss\":20}}",
          "/products/loan/yearly_cap={\"amount\":20,\"on_cap\":\"next_year\"}",
          "/banks={\"bank\":{\"yearly_cap\":{\"amount\":20,\"on_cap\":\"next_year\"}}}"}) {
        INFO(setting);
        CHECK(!claims_checked(setting));
    }
}

TEST_CASE("run --check: an ES whose level sits on a step of the law passes, few paths or many", "[long]") {
    // Four independent loans: P(loss ≤ 400) is 0.9901, so that the sample's 99 % quantile is 400 as often as 800.
    const TemporaryFolder folder;
    for (const char* paths : {"2000", "20000", "200000"}) {
        INFO(paths);
        const Finished run = run_kdt({"run", kTextbook, "--set", "/credit/dependence=independent", "--check", "--paths",
                                      paths, "--quiet", "--format", "json", "--out", (folder / "r").string()});
        CHECK(run.exit == 0);
        const Json checks = summary(folder / "r")["checks"];
        CHECK(std::any_of(checks.begin(), checks.end(), [](const Json& check) {
            return check["id"] == "defaulted_principal.es0.99@12" && check["z"].is_number();
        }));
    }
}

TEST_CASE("run --check: z is above 0 where the simulated figure lies above the exact one, quantiles included",
          "[long]") {
    const TemporaryFolder folder;
    int above = 0;
    int quantiles_above = 0;
    for (const char* seed : {"1", "2", "3", "4", "5"}) {
        const Finished run = run_kdt({"run", kTextbook, "--paths", "1500", "--seed", seed, "--check", "--lang", "en",
                                      "--out", (folder / "r").string()});
        REQUIRE(run.exit == 0);
        CHECK(run.out.find("Money in 10k yuan") != std::string::npos);
        const Json checks = summary(folder / "r")["checks"];
        for (const Json& check : checks) {
            const double gap = check["simulated"].get<double>() - check["exact"].get<double>();
            if (gap <= 0.0) { continue; }
            INFO(check.dump());
            CHECK(check["z"].get<double>() > 0.0);
            ++above;
            // More than the exact share of paths lie above the exact quantile wherever the simulated one does.
            if (check["id"].get<std::string>().find(".q") != std::string::npos) { ++quantiles_above; }
            if (check["se"].is_number()) { CHECK(check["z"].get<double>() == Approx(gap / check["se"].get<double>())); }
        }
    }
    CHECK(above > quantiles_above);
    CHECK(quantiles_above > 0);
}

TEST_CASE("run: given defaults make one path, which is said; events are yes or no") {
    const TemporaryFolder folder;
    const std::string given = (fs::path(KDT_SOURCE_DIR) / "tests/cli/bad/on_defaults.json").string();
    const Finished zh = run_kdt({"run", given, "--paths", "5", "--out", (folder / "r").string()});
    INFO(zh.err);
    REQUIRE(zh.exit == 0);
    CHECK(zh.out.find("只计算一条路径") != std::string::npos);
    CHECK(zh.out.find("12个月内：否") != std::string::npos);
    CHECK(zh.out.find("未出现") == std::string::npos);
    const Json all = summary(folder / "r");
    CHECK(all["simulation"]["paths"] == 1);
    CHECK(all["warnings"].dump().find("so there is one path") != std::string::npos);
    CHECK(all["probabilities"]["pool_depleted"]["12"]["hi"] == 0.0);
    const Finished dry =
        run_kdt({"run", given, "--set", "/pool/balance=1", "--lang", "en", "--out", (folder / "dry").string()});
    CHECK(dry.out.find("within 12 months: yes") != std::string::npos);
    CHECK(summary(folder / "dry")["warnings"].dump().find("so there is one path") == std::string::npos);
}

TEST_CASE("run: under a stress the report names it and prints P beside the run's own mean default rate") {
    const TemporaryFolder folder;
    REQUIRE(run_kdt({"run", kJiujiang, "--with", example("jiujiang/stress/3-severe.json"), "--paths", "400", "--quiet",
                     "--out", (folder / "r").string()})
                .exit == 0);
    const std::string report = read_file(folder / "r/report.md");
    CHECK(report.find("/stress/pd_multiplier") != std::string::npos); // an underscore within a word is no emphasis
    CHECK(report.find("PD 倍数 2.5；因子平移 · 宏观 -1.5、-1.5、-1.0") != std::string::npos);
    CHECK(report.find("本次测算平均违约率：12个月内") != std::string::npos);
    const Json stress = summary(folder / "r")["stress"];
    CHECK(stress["mean_pd"].get<double>() == Approx(2.5 * stress["mean_pd_unstressed"].get<double>()));
    REQUIRE(run_kdt({"run", kJiujiang, "--paths", "50", "--quiet", "--out", (folder / "b").string()}).exit == 0);
    CHECK(read_file(folder / "b/report.md").find("压力情景") == std::string::npos);
    CHECK_FALSE(summary(folder / "b").contains("stress"));
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

TEST_CASE("run: Ctrl-C leaves nothing half-written and ends with 130") {
    const TemporaryFolder folder;
    const auto interrupt = [](pid_t process) {
        testing::wait_for_simulation(process);
        kill(process, SIGINT);
    };
    const Finished run =
        run_kdt({"run", kJiujiang, "--paths", "3000000", "--threads", "2", "--out", (folder / "r").string()},
                {{}, 60.0, interrupt});
    CHECK(run.exit == 130);
    CHECK_FALSE(run.timed_out);
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("run: Ctrl-C is heeded within a path or two of a long scenario") {
    const TemporaryFolder folder;
    const auto interrupt = [](pid_t process) {
        testing::wait_for_simulation(process);
        kill(process, SIGINT);
    };
    const Finished run = run_kdt({"run", kJiujiang, "--paths", "5000", "--threads", "2", "--set", "/horizon_months=420",
                                  "--set", "/report/horizons=[420]", "--out", (folder / "r").string()},
                                 {{}, 60.0, interrupt});
    CHECK(run.exit == 130);
    CHECK_FALSE(run.timed_out);
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("run: a result that stdout did not take is no success") {
    const TemporaryFolder folder;
    const Finished run = testing::run_process(
        {"/bin/sh", "-c", std::string(testing::kKdtBinary) + " check " + kTextbook + " > /dev/full"});
    CHECK(run.exit == 1);
}

TEST_CASE("run: unknown formats are refused before anything is simulated, known ones alone are written") {
    const TemporaryFolder folder;
    const Finished pdf = run_kdt({"run", kTextbook, "--format", "htm,json", "--out", (folder / "r").string()});
    CHECK(pdf.exit == 2);
    CHECK(pdf.err.find("是否指 html？") != std::string::npos);
    CHECK(fs::is_empty(folder.path()));
    const Finished json =
        run_kdt({"run", kTextbook, "--paths", "50", "--format", "json", "--quiet", "--out", (folder / "r").string()});
    CHECK(json.exit == 0);
    CHECK_FALSE(fs::exists(folder / "r/csv"));
}

TEST_CASE("run: more paths than histograms count are refused before anything is simulated") {
    const TemporaryFolder folder;
    const Finished run =
        run_kdt({"run", kJiujiang, "--paths", "17179869184", "--lang", "en", "--out", (folder / "r").string()});
    INFO(run.err);
    CHECK(run.exit == 2);
    CHECK_FALSE(run.timed_out);
    CHECK(run.err.find("at most 4,294,967,295 paths") != std::string::npos);
    CHECK(fs::is_empty(folder.path()));
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

TEST_CASE("usage: an empty list of formats is no list, and fields names the nearest field") {
    const TemporaryFolder folder;
    for (const char* command : {"run", "stress"}) {
        const Finished none =
            run_kdt({command, kJiujiang, "--paths", "50", "--format", "", "--out", (folder / "r").string()});
        CHECK(none.exit == 2);
        CHECK(none.err.find("--format") != std::string::npos);
    }
    CHECK(fs::is_empty(folder.path()));
    const auto near = [](const std::string& pointer) {
        const Finished fields = run_kdt({"fields", pointer, "--lang", "en"});
        CHECK(fields.exit == 2);
        return fields.err;
    };
    CHECK(near("/pool/balanc").find("did you mean /pool/balance?") != std::string::npos);
    CHECK(near("pool/balance").find("did you mean /pool/balance?") != std::string::npos);
    CHECK(near("/tiers/瞪羚企业/pdd").find("did you mean /tiers/瞪羚企业/pd?") != std::string::npos);
    CHECK(near("/pol/balance").find("did you mean /pool?") != std::string::npos);
    CHECK(near("/qqqqqqqqqqqqqqqq").find("lists them all") != std::string::npos);
    const Finished quiet = run_kdt({"fields", "/pool", "--quiet"});
    CHECK(quiet.exit == 0);
    CHECK(quiet.out.empty());
}

TEST_CASE("check: a pipe without a writer and a device are refused at once") {
    const TemporaryFolder folder;
    const std::string pipe = (folder / "pipe").string();
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    for (const std::string& input : {pipe, std::string("/dev/zero")}) {
        const Finished run = run_kdt({"check", input, "--lang", "en"}, {{}, 10.0, {}});
        CHECK_FALSE(run.timed_out);
        CHECK(run.exit == 2);
        CHECK(run.err.find("no regular file") != std::string::npos);
    }
    fs::create_directory(folder / "r");
    REQUIRE(mkfifo((folder / "r/manifest.json").c_str(), 0600) == 0);
    const Finished into =
        run_kdt({"run", kTextbook, "--paths", "50", "--out", (folder / "r").string()}, {{}, 10.0, {}});
    CHECK_FALSE(into.timed_out);
    CHECK(into.exit == 2);
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
    write_file(folder / "loans.csv", read_file(example("textbook/loans.csv")));
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
    if (!kdt::is_short_run()) { // a minute under the sanitizers
        const Finished run = run_kdt(words, {{}, 120.0, {}});
        INFO(run.err);
        CHECK(run.exit == 0);
        CHECK(run.out.find("too many loans") != std::string::npos);
    }
    const Finished stopped = run_kdt(words, {{}, 120.0, [](pid_t process) {
                                                 std::this_thread::sleep_for(std::chrono::milliseconds(1000));
                                                 kill(process, SIGINT);
                                             }});
    CHECK(stopped.exit == 130);
    CHECK(stopped.out.find("too many loans") == std::string::npos);
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
