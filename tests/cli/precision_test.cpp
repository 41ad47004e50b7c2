#include "catch.hpp"
#include "cli/examples.hpp"
#include "cli/process.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <csignal>
#include <thread>

using namespace testing;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// A pool that is depleted in about one year of seventy.
const std::vector<std::string> kRare = {"run",    kTextbook, "--set",    "/pool/balance=100",
                                        "--lang", "en",      "--format", "json"};

Finished run_rare(const fs::path& out, const std::vector<std::string>& more, const ProcessOptions& options = {}) {
    std::vector<std::string> words = kRare;
    words.insert(words.end(), more.begin(), more.end());
    words.insert(words.end(), {"--out", out.string()});
    return run_kdt(words, options);
}

} // namespace

TEST_CASE("precision: a run stops at the first stage that is precise enough, with the bytes of a run of so many paths",
          "[long]") {
    const TemporaryFolder folder;
    const Finished run = run_rare(folder / "p", {"--precision", "0.04"});
    INFO(run.err);
    REQUIRE(run.exit == 0);
    Json precise = summary(folder / "p");
    const Json how = precise["simulation"]["precision"];
    const auto paths = precise["simulation"]["paths"].get<std::int64_t>();
    CHECK(how["asked"] == 0.04);
    CHECK(how["met"] == true);
    CHECK(how["limit"] == 65'536'000);
    CHECK(how["events"].get<int>() >= 100);
    CHECK(how["reached"].get<double>() <= 0.04);
    CHECK(run.out.find("asked 4.00%, met at ") != std::string::npos);
    REQUIRE(paths > 16'000);
    CHECK(run.err.find("16000 paths: ") != std::string::npos);
    const Json& depleted = precise["probabilities"]["pool_depleted"]["12"];
    CHECK(depleted["n"] == paths);
    CHECK(depleted["se"].get<double>() / depleted["value"].get<double>() == Approx(how["reached"].get<double>()));

    REQUIRE(run_rare(folder / "n", {"--paths", std::to_string(paths), "--quiet"}).exit == 0);
    Json plain = summary(folder / "n");
    CHECK(plain["simulation"]["precision"].is_null());
    for (Json* one : {&precise, &plain}) {
        (*one)["simulation"].erase("precision");
        (*one)["scenario"].erase("sha256");
    }
    CHECK(precise == plain);
}

TEST_CASE("precision: stages, threads, a kill and a limit that is no stage leave the same bytes", "[long]") {
    const TemporaryFolder folder;
    const std::vector<std::string> words = {"--precision", "0.02", "--paths", "70000"};
    const Finished whole = run_rare(folder / "whole", words);
    REQUIRE(whole.exit == 0);
    const std::size_t trial = whole.err.find("trial of 1024 paths: ");
    REQUIRE(trial != std::string::npos);
    CHECK(whole.err.find(" takes ", trial) < whole.err.find("\n16000 paths: "));
    CHECK(whole.err.find("takes about 256000 paths") != std::string::npos);
    CHECK(whole.err.find("the limit is 70000, and will hardly be enough") != std::string::npos);
    CHECK(whole.out.find("asked 2.00%, not met: ") != std::string::npos);
    const Json how = summary(folder / "whole")["simulation"];
    CHECK(how["paths"] == 70'000);
    CHECK(how["precision"]["met"] == false);
    std::vector<std::string> kept = words;
    kept.insert(kept.end(), {"--threads", "1", "--checkpoint", (folder / "cp").string(), "--checkpoint-every", "0"});
    const auto strike = [&](pid_t process) {
        const fs::path alive = "/proc/" + std::to_string(process) + "/fd/0";
        while (!fs::exists(folder / "cp") && fs::exists(alive)) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        kill(process, SIGKILL);
    };
    REQUIRE(run_rare(folder / "again", kept, {{}, 60.0, strike}).exit == 128 + SIGKILL);
    std::vector<std::string> other = kept;
    other[1] = "0.03";
    const Finished refused = run_rare(folder / "again", other);
    CHECK(refused.exit == 2);
    CHECK(refused.err.find("its precision is 0.02, here it is 0.03") != std::string::npos);
    REQUIRE(run_rare(folder / "again", kept).exit == 0);
    check_same_bytes(folder / "whole", folder / "again");
}

TEST_CASE(
    "precision: a tilted run stops where its weighted error is met, and its reports are made again from its summary",
    "[long]") {
    const TemporaryFolder folder;
    const Finished run = run_kdt({"run", kTextbook, "--set", "/pool/balance=100", "--set", "/simulation/method=tilt",
                                  "--precision", "0.02", "--quiet", "--out", (folder / "t").string()});
    INFO(run.err);
    REQUIRE(run.exit == 0);
    const Json tilted = summary(folder / "t");
    const Json& how = tilted["simulation"];
    CHECK(how["precision"]["met"] == true);
    CHECK(how["precision"]["limit"] == 1'048'576);
    const Json& depleted = tilted["probabilities"]["pool_depleted"]["12"];
    const double reached = how["precision"]["reached"].get<double>();
    CHECK(reached <= 0.02);
    CHECK(depleted["se"].get<double>() / depleted["value"].get<double>() == Approx(reached));
    // As counts of independent paths its depletions would stand for another error.
    const auto events = how["precision"]["events"].get<double>();
    CHECK(std::abs(std::sqrt((1.0 - events / how["paths"].get<double>()) / events) / reached - 1.0) > 0.05);
    fs::copy(folder / "t", folder / "again", fs::copy_options::recursive);
    REQUIRE(run_kdt({"report", (folder / "again").string(), "--format", "html,md,csv,xlsx", "--quiet"}).exit == 0);
    for (const char* file : {"report.html", "report.md", "report.xlsx"}) {
        INFO(file);
        CHECK(read_file(folder / "again" / file) == read_file(folder / "t" / file));
    }
}

TEST_CASE("precision: where nothing is seen it stops at the limit, says so and gives the upper bound") {
    const TemporaryFolder folder;
    const Finished run = run_kdt({"run", kTextbook, "--set", "/pool/balance=100000", "--precision", "10%", "--paths",
                                  "20000", "--lang", "zh", "--out", (folder / "r").string()});
    INFO(run.err);
    REQUIRE(run.exit == 0);
    CHECK(run.err.find("16000 条路径：未出现耗尽") != std::string::npos);
    CHECK(run.err.find("上限 20000 条") != std::string::npos);
    CHECK(run.out.find("未出现（95%上限0.015%）") != std::string::npos);
    CHECK(read_file(folder / "r/report.md").find("未达到要求的精度：20000 条路径中未出现耗尽") != std::string::npos);
    const Json how = summary(folder / "r")["simulation"]["precision"];
    CHECK(how["met"] == false);
    CHECK(how["reached"].is_null());
    CHECK(how["events"] == 0);
}

TEST_CASE("precision: what cannot be is refused, and what compares path by path has none", "[long]") {
    const TemporaryFolder folder;
    const auto refused = [&](std::vector<std::string> words, const std::string& reason) {
        words.insert(words.end(), {"--lang", "en", "--out", (folder / "r").string()});
        const Finished run = run_kdt(words);
        INFO(run.err);
        CHECK(run.exit == 2);
        CHECK(run.err.find(reason) != std::string::npos);
    };
    for (const char* bad : {"0", "-0.1", "0.9", "exact", "null"}) {
        refused({"run", kTextbook, "--precision", bad}, "--precision /simulation/precision");
    }
    refused({"stress", kTextbook, "--precision", "0.1"}, "leave out precision and state paths");
    refused({"stress", kTextbook, "--set", "/simulation/precision=0.1"}, "leave out precision and state paths");
    refused({"stress", kTextbook, "--paths", "1048577"}, "of 1048576 paths at most");
    refused({"run", kTextbook, "--paths", "1048577", "--check"}, "of 1048576 paths at most");
    refused({"run", kTextbook, "--paths", "4294967296"}, "histograms count at most");
    for (const std::string method : {"tilt", "sobol"}) {
        refused({"run", kTextbook, "--paths", "1048577", "--set", "/simulation/method=" + method},
                method + " estimates from the exact scores of each path, of 1048576 paths at most");
    }
}
