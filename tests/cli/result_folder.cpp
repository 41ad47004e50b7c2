#include "catch.hpp"
#include "cli/examples.hpp"
#include "cli/process.hpp"
#include "short_run.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace testing;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

} // namespace

TEST_CASE("run: the same bytes for 1, 2 and 7 threads", "[long]") {
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

TEST_CASE("run: an earlier result is replaced, another folder is refused") {
    const TemporaryFolder folder;
    const auto run_into = [&](const std::string& name) {
        return run_kdt({"run", kTextbook, "--paths", "50", "--quiet", "--out", (folder / name).string()});
    };
    REQUIRE(run_into("r").exit == 0);
    REQUIRE(run_into("r").exit == 0);
    CHECK(fs::exists(folder / "r/summary.json"));
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);

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

TEST_CASE("run: an earlier result is not replaced once it holds anything else, by name") {
    const TemporaryFolder folder;
    const auto run_into = [&](const std::string& name, const testing::ProcessOptions& options = {}) {
        return run_kdt({"run", kTextbook, "--paths", "50", "--quiet", "--lang", "en", "--out", name}, options);
    };
    const std::string target = (folder / "r").string();
    const auto check_kept = [&](const std::string& name) {
        REQUIRE(run_into(target).exit == 0);
        write_file(folder / name, "mine");
        const Finished refused = run_into(target);
        INFO(refused.err);
        CHECK(refused.exit == 2);
        CHECK(refused.err.find("it holds " + name.substr(2) + ", which is not of the earlier result") !=
              std::string::npos);
        CHECK(read_file(folder / name) == "mine");
        fs::remove(folder / name);
    };
    check_kept("r/方案二.json");
    check_kept("r/csv/notes.csv");
    check_kept("r/.hidden");
    REQUIRE(run_into(target).exit == 0);
    fs::create_directory(folder / "r/empty");
    CHECK(run_into(target).exit == 2);
    fs::remove(folder / "r/empty");
    fs::create_symlink(folder / "elsewhere", folder / "r/link");
    CHECK(run_into(target).exit == 2);
    fs::remove(folder / "r/link");
    REQUIRE(run_into(target).exit == 0);

    write_file(folder / "r/stress/1.json", "{}");
    CHECK(run_into(target).err.find("stress") != std::string::npos);
    fs::remove_all(folder / "r/stress");
    REQUIRE(run_into(target).exit == 0);

    CHECK(run_into(".", {folder / "r", 60.0, {}}).exit == 2);
    CHECK(run_into("..", {folder / "r/csv", 60.0, {}}).err.find("current folder") != std::string::npos);
    CHECK(fs::exists(folder / "r/summary.json"));
}

TEST_CASE("run: a result is not replaced by a run of its own inputs, nor one that does not list its files") {
    const TemporaryFolder folder;
    const std::string target = (folder / "r").string();
    REQUIRE(run_kdt({"run", kTextbook, "--paths", "50", "--quiet", "--out", target}).exit == 0);
    const std::string tape = read_file(folder / "r/inputs/loans.csv");
    const Finished own = run_kdt({"run", (folder / "r/scenario.json").string(), "--lang", "en", "--out", target});
    CHECK(own.exit == 2);
    CHECK(own.err.find("an input of this run") != std::string::npos);
    write_file(folder / "s.json", read_file(folder / "r/scenario.json"));
    const Finished data = run_kdt({"run", (folder / "s.json").string(), "--set", "/portfolio/file=r/inputs/loans.csv",
                                   "--lang", "en", "--out", target});
    CHECK(data.exit == 2);
    CHECK(data.err.find("loans.csv, an input of this run") != std::string::npos);
    CHECK(read_file(folder / "r/inputs/loans.csv") == tape);

    Json manifest = Json::parse(read_file(folder / "r/manifest.json"));
    std::vector<std::string> listed = manifest["files"];
    listed.push_back("manifest.json");
    std::sort(listed.begin(), listed.end());
    CHECK(listed == files_below(folder / "r"));
    manifest.erase("files");
    write_file(folder / "r/manifest.json", manifest.dump());
    const Finished old = run_kdt({"run", kTextbook, "--paths", "50", "--lang", "en", "--out", target});
    CHECK(old.exit == 2);
    CHECK(old.err.find("earlier version") != std::string::npos);
    CHECK(old.err.find("remove it") != std::string::npos);
    CHECK(fs::exists(folder / "r/summary.json"));
}

TEST_CASE("run: what came into an earlier result while the new one was made is kept") {
    const TemporaryFolder folder;
    const std::string target = (folder / "r").string();
    REQUIRE(run_kdt({"run", kTextbook, "--paths", "50", "--quiet", "--out", target}).exit == 0);
    const int paths = kdt::is_short_run() ? 1500 : 6000;
    const auto write_meanwhile = [&](pid_t program) {
        wait_for_simulation(program);
        write_file(folder / "r/letter.txt", "keep me");
    };
    const Finished again =
        run_kdt({"run", kJiujiang, "--paths", std::to_string(paths), "--threads", "2", "--quiet", "--out", target},
                {{}, 120.0, write_meanwhile});
    REQUIRE(again.exit == 0);
    CHECK(again.err.find("kept") != std::string::npos);
    const auto files = files_below(folder.path());
    const auto letter =
        std::find_if(files.begin(), files.end(), [](const std::string& name) { return name.ends_with("letter.txt"); });
    REQUIRE(letter != files.end());
    CHECK(read_file(folder / *letter) == "keep me");
    CHECK_FALSE(fs::exists(folder / "r/letter.txt"));
    CHECK(summary(folder / "r")["simulation"]["paths"] == paths);
}

TEST_CASE("run: names that are no text are written as text, and the folder is known again as a result") {
    const TemporaryFolder folder;
    const fs::path target = folder / "u\xff";
    write_file(folder / "\xfe\x1b.json", read_file(kTextbook));
    fs::copy_file(fs::path(kTextbook).parent_path() / "loans.csv", folder / "loans.csv");
    const std::string nameless = (folder / "\xfe\x1b.json").string();
    for (int time = 0; time < 2; ++time) {
        const Finished run =
            run_kdt({"run", nameless, "--set", "/name=null", "--paths", "50", "--out", target.string()});
        INFO(run.err);
        REQUIRE(run.exit == 0);
        CHECK(run.out.find('\x1b') == std::string::npos);
    }
    const Json manifest = Json::parse(read_file(target / "manifest.json"));
    CHECK(manifest["command_line"].back() == (folder / "u\xEF\xBF\xBD").string());
    CHECK(summary(target)["scenario"]["name"] == "\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(run_kdt({"run", (target / "scenario.json").string(), "--quiet", "--out", (folder / "again").string()}).exit ==
          0);
    check_same_bytes(target, folder / "again");
    CHECK(run_kdt({"run", kTextbook, "--paths", "50", "--no-copies", "--out", (folder / "n").string()}).exit == 0);
    fs::create_directory(folder / "d\xff");
    fs::copy(fs::path(kTextbook).parent_path(), folder / "d\xff", fs::copy_options::recursive);
    const Finished unnamed = run_kdt({"run", (folder / "d\xff/one_factor.json").string(), "--paths", "50",
                                      "--no-copies", "--lang", "en", "--out", (folder / "m").string()});
    CHECK(unnamed.exit == 2);
    CHECK(unnamed.err.find("leave out --no-copies") != std::string::npos);
}

TEST_CASE("run: what yearly caps put off has a figure of its own and stands by cap in the report, in both languages") {
    const TemporaryFolder folder;
    const std::string scenario = KDT_SOURCE_DIR "/tests/given/product-cap-next-year/scenario.json";
    const auto report = [&](const char* language) {
        const std::string out = (folder / language).string();
        REQUIRE(run_kdt({"run", scenario, "--quiet", "--lang", language, "--out", out}).exit == 0);
        return read_file(folder / language / "report.md");
    };
    const std::string zh = report("zh");
    CHECK(zh.find("其中：超年度上限，待次年一月") != std::string::npos);
    CHECK(zh.find("产品年度补偿上限 products.yearly_cap（推到次年）") != std::string::npos);
    const std::string en = report("en");
    CHECK(en.find("of which put off to January by a yearly cap") != std::string::npos);
    CHECK(en.find("products.yearly_cap (put off)") != std::string::npos);
    const Json summary = Json::parse(read_file(folder / "en/summary.json"));
    CHECK(summary["measures"]["claims_deferred"]["12"]["mean"]["value"] == Approx(65.000001));
    // By hand in the folder's README: B, E, G under the product's cap, D and F under the scheme's; G's second wait is
    // no second amount.
    CHECK(summary["cuts"]["product_yearly_cap_next_year"]["amount"]["value"] == Approx(50.000002));
    CHECK(summary["cuts"]["pool_yearly_cap_next_year"]["amount"]["value"] == Approx(25));
    CHECK(summary["cuts"]["pool_yearly_cap_next_year"]["count"]["value"] == 2);
}
