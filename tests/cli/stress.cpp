#include "catch.hpp"
#include "cli/examples.hpp"
#include "cli/process.hpp"

#include <nlohmann/json.hpp>

using namespace testing;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

} // namespace

TEST_CASE("stress: kdt stress repeats a result from its own folder, whatever made it, to the same bytes") {
    const TemporaryFolder folder;
    const fs::path textbook = fs::path(kTextbook).parent_path();
    fs::copy(textbook, folder / "t");
    Json nameless = Json::parse(read_file(kTextbook));
    nameless.erase("name");
    nameless["sources"]["/recovery/mean"] = "a report";
    write_file(folder / "t/one_factor.json", nameless.dump());
    write_file(folder / "t/with.json", R"({"description": "with", "stress": {"recovery_multiplier": 0.9}})");
    write_file(folder / "t/stress/1-name.json", R"({"name": "更差", "stress": {"pd_multiplier": 2}})");
    write_file(folder / "t/stress/10-drop.json",
               R"({"recovery": null, "stress": {"recovery_multiplier": null, "pd_multiplier": 3}})");
    write_file(folder / "t/stress/2-no change.json", "{}");
    const Finished first = run_kdt({"stress", (folder / "t/one_factor.json").string(), "--with",
                                    (folder / "t/with.json").string(), "--set", "/stress/pd_multiplier=1.5", "--paths",
                                    "300", "--seed", "5", "--lang", "en", "--out", (folder / "s").string()});
    INFO(first.err);
    REQUIRE(first.exit == 0);
    CHECK(read_file(folder / "s/report.md").find("```\nkdt stress scenario.json\n```") != std::string::npos);
    const Finished again =
        run_kdt({"stress", "scenario.json", "--quiet", "--out", (folder / "again").string()}, {folder / "s", 60.0, {}});
    INFO(again.err);
    REQUIRE(again.exit == 0);
    check_same_bytes(folder / "s", folder / "again");
    CHECK(run_kdt({"run", "scenario.json", "--with", "stress/10-drop.json", "--paths", "50", "--quiet", "--out",
                   (folder / "one").string()},
                  {folder / "s", 60.0, {}})
              .exit == 0);
}

TEST_CASE("stress: cases need names of their own, and each finds its own data") {
    const TemporaryFolder folder;
    fs::copy(fs::path(kTextbook).parent_path(), folder / "t");
    const std::string tape = read_file(folder / "t/loans.csv");
    write_file(folder / "t/other/loans.csv", tape.substr(0, tape.find('\n', tape.find('\n') + 1) + 1));
    write_file(folder / "t/stress/a.json", R"({"name": "worse", "portfolio": {"file": "other/loans.csv"}})");
    const std::string base = (folder / "t/one_factor.json").string();
    REQUIRE(run_kdt({"stress", base, "--paths", "200", "--quiet", "--out", (folder / "s").string()}).exit == 0);
    CHECK(read_file(folder / "s/inputs/loans.csv") == tape);
    REQUIRE(
        run_kdt({"stress", (folder / "s/scenario.json").string(), "--quiet", "--out", (folder / "u").string()}).exit ==
        0);
    check_same_bytes(folder / "s", folder / "u");
    write_file(folder / "t/stress/b.json", R"({"name": "worse", "stress": {"pd_multiplier": 3}})");
    const Finished twice = run_kdt({"stress", base, "--paths", "200", "--quiet", "--out", (folder / "v").string()});
    CHECK(twice.exit == 2);
    CHECK(twice.err.find("worse") != std::string::npos);
}

TEST_CASE("stress: every format brings the figures of all cases", "[long]") {
    const TemporaryFolder folder;
    const auto run_in = [&](const std::string& format) {
        const Finished run = run_kdt({"stress", kJiujiang, "--paths", "100", "--quiet", "--format", format, "--out",
                                      (folder / format).string()});
        INFO(run.err);
        REQUIRE(run.exit == 0);
        CHECK(fs::exists(folder / format / "stress.csv"));
    };
    run_in("md");
    CHECK(fs::exists(folder / "md/report.md"));
    run_in("csv");
    CHECK(fs::exists(folder / "csv/csv/压力测试结果表.csv"));
    run_in("json");
    CHECK_FALSE(fs::exists(folder / "json/report.md"));
    const Json all = Json::parse(read_file(folder / "json/stress.json"));
    CHECK(all["format"] == "kedaitong.stress/1");
    CHECK(all["overlays"].size() == 3);
    REQUIRE(run_kdt({"run", kJiujiang, "--paths", "100", "--quiet", "--out", (folder / "r").string()}).exit == 0);
    const Json base = summary(folder / "r");
    CHECK(all["base"]["measures"]["claims_paid"]["36"]["mean"]["value"] ==
          base["measures"]["claims_paid"]["36"]["mean"]["value"]);
    CHECK(all["base"]["measures"]["credit_loss"]["36"]["es"]["0.99"]["value"] ==
          base["measures"]["credit_loss"]["36"]["es"]["0.99"]["value"]);
    for (const auto& [label, one] : all["overlays"].items()) {
        INFO(label);
        const Json& paid = one["measures"]["claims_paid"]["36"];
        CHECK(paid["mean"]["difference"].get<double>() ==
              Approx(paid["mean"]["value"].get<double>() -
                     base["measures"]["claims_paid"]["36"]["mean"]["value"].get<double>()));
        CHECK(paid["quantile"]["0.99"]["lo"].is_number());
        const Json& depleted = one["probabilities"]["pool_depleted"]["36"];
        CHECK(depleted["n"] == 100);
        CHECK(depleted["events"].get<double>() == Approx(100 * depleted["value"].get<double>()));
    }
}

TEST_CASE("stress: a folder of overlays that can't be read says why") {
    const TemporaryFolder folder;
    write_file(folder / "file", "x");
    const auto reason = [&](const std::string& overlays) {
        const Finished run =
            run_kdt({"stress", kTextbook, "--lang", "en", "--overlays", overlays, "--out", (folder / "s").string()});
        CHECK(run.exit == 2);
        return run.err;
    };
    CHECK(reason((folder / "none").string()).find("can't be read: No such file or directory") != std::string::npos);
    CHECK(reason((folder / "file").string()).find("can't be read: Not a directory") != std::string::npos);
    fs::create_directory(folder / "empty");
    CHECK(reason((folder / "empty").string()).find("no stress overlays") != std::string::npos);
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

TEST_CASE("stress: the base is called by the word of the report's language, whatever the run's; no overlay may be") {
    const TemporaryFolder folder;
    fs::copy(fs::path(kTextbook).parent_path(), folder / "t");
    write_file(folder / "t/stress/a.json", R"({"name": "worse", "stress": {"pd_multiplier": 3}})");
    const std::string base = (folder / "t/one_factor.json").string();
    const std::string result = (folder / "s").string();
    REQUIRE(run_kdt({"stress", base, "--paths", "100", "--quiet", "--set", "/report/language=zh", "--format", "json",
                     "--out", result})
                .exit == 0);
    CHECK(Json::parse(read_file(folder / "s/stress.json"))["base"]["label"] == "基准");
    REQUIRE(run_kdt({"report", result, "--format", "md", "--lang", "en", "--quiet"}).exit == 0);
    const std::string english = read_file(folder / "s/report.md");
    CHECK(english.find("| base ") != std::string::npos);
    CHECK(english.find("基准") == std::string::npos);
    REQUIRE(run_kdt({"report", result, "--format", "md", "--lang", "zh", "--quiet"}).exit == 0);
    CHECK(read_file(folder / "s/report.md").find("| 基准 ") != std::string::npos);
    for (const char* taken : {"基准", "base"}) {
        write_file(folder / "t/stress/a.json", "{\"name\": \"" + std::string(taken) + "\"}");
        CHECK(run_kdt({"stress", base, "--paths", "100", "--quiet", "--out", (folder / "u").string()}).exit == 2);
    }
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

TEST_CASE("tilt: run, stress and trace say how paths were drawn, and the cases of a stress test share their paths",
          "[long]") {
    const TemporaryFolder folder;
    fs::copy(fs::path(kTextbook).parent_path(), folder / "t");
    const std::string base = (folder / "t/one_factor.json").string();
    Json scenario = Json::parse(read_file(base));
    scenario["simulation"]["method"] = "tilt";
    write_file(base, scenario.dump());
    const std::vector<std::string> tilted = {"--paths", "600"};
    const auto with = [&](std::vector<std::string> words, const std::string& out) {
        words.insert(words.end(), tilted.begin(), tilted.end());
        words.insert(words.end(), {"--out", (folder / out).string()});
        return run_kdt(words);
    };
    const Finished zh = with({"run", base, "--lang", "zh"}, "zh");
    CHECK(zh.out.find("tilt（重要性抽样，有效样本 ") != std::string::npos);
    CHECK(read_file(folder / "zh/report.md").find("- **抽样方法**：tilt（重要性抽样") != std::string::npos);
    const Finished en = with({"run", base, "--lang", "en"}, "en");
    CHECK(en.out.find("tilt (importance sampling, effective sample size ") != std::string::npos);
    const Json summary = Json::parse(read_file(folder / "en/summary.json"));
    CHECK(summary["simulation"]["method"] == "tilt");
    CHECK(summary["simulation"]["ess"].get<double>() > 300.0);
    CHECK(summary["simulation"]["shift"].size() == 1);
    CHECK(summary["warnings"].dump().find("likelihood ratios") != std::string::npos);
    const Finished told = with({"trace", base, "--path", "5", "--lang", "en"}, "told");
    CHECK(told.out.find("Likelihood ratio (weight) of this path: ") != std::string::npos);

    // An overlay that changes nothing differs by nothing, on the base's own shift.
    write_file(folder / "t/stress/same.json", R"({"name": "same"})");
    write_file(folder / "t/stress/worse.json", R"({"name": "worse", "stress": {"pd_multiplier": 4}})");
    REQUIRE(with({"stress", base, "--quiet"}, "s").exit == 0);
    const Json stress = Json::parse(read_file(folder / "s/stress.json"));
    CHECK(stress["overlays"]["same"]["measures"]["credit_loss"]["12"]["mean"]["difference"] == 0);
    CHECK(stress["overlays"]["worse"]["measures"]["credit_loss"]["12"]["mean"]["difference"] > 0);
    write_file(folder / "t/stress/plain.json", R"({"name": "plain", "simulation": {"method": "plain"}})");
    const Finished mixed = with({"stress", base, "--lang", "en", "--quiet"}, "mixed");
    CHECK(mixed.exit == 2);
    CHECK(mixed.err.find("/simulation/method") != std::string::npos);
}
