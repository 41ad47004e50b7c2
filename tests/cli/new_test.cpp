#include "catch.hpp"
#include "cli/process.hpp"
#include "this_build.hpp"

#include "scenario/schema_text.hpp"

#include <nlohmann/json.hpp>

#include <cstdlib>

using testing::files_below;
using testing::Finished;
using testing::read_file;
using testing::run_kdt;
using testing::TemporaryFolder;
using testing::write_file;

namespace {

namespace fs = std::filesystem;

const fs::path kGallery = fs::path(KDT_SOURCE_DIR) / "scenarios/schemes";

/// Every scheme that `kdt new --from` must know: the gallery's folders, and Jiujiang, which stands beside it.
std::vector<std::string> schemes() {
    std::vector<std::string> names{"jiujiang"};
    if (!fs::exists(kGallery)) { return names; }
    for (const auto& entry : fs::directory_iterator(kGallery)) {
        if (fs::exists(entry.path() / "scenario.json")) { names.push_back(entry.path().filename().string()); }
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// The new folder is sound, runs, and its template is a tape that the scenario reads.
void check_it_works(const fs::path& folder) {
    const std::string scenario = (folder / "scenario.json").string();
    const Finished check = run_kdt({"check", scenario});
    INFO(check.err);
    CHECK(check.exit == 0);
    const Finished run =
        run_kdt({"run", scenario, "--paths", "50", "--quiet", "--format", "json,md", "--out", (folder / "r").string()});
    INFO(run.err);
    CHECK(run.exit == 0);
    write_file(folder / "with-tape.json", R"({"portfolio": {"file": "贷款明细模板.csv", "synthetic": null}})");
    const Finished tape = run_kdt({"check", scenario, "--with", (folder / "with-tape.json").string()});
    INFO(tape.err);
    CHECK(tape.exit == 0);
    CHECK(tape.out.find("500.00") != std::string::npos); // 300 and 200 万元
}

} // namespace

TEST_CASE("new: the starter is complete, sound, and runs at once") {
    const TemporaryFolder folder;
    const Finished made = run_kdt({"new", (folder / "mine").string()});
    INFO(made.err);
    REQUIRE(made.exit == 0);
    CHECK(made.out.find("kdt check") != std::string::npos);
    CHECK(files_below(folder / "mine") ==
          std::vector<std::string>{"README.md", "kedaitong.schema.json", "scenario.json", "stress/1-mild.json",
                                   "stress/2-medium.json", "stress/3-severe.json", "贷款明细模板.csv"});
    const auto scenario = nlohmann::json::parse(read_file(folder / "mine/scenario.json"));
    CHECK(scenario["$schema"] == "kedaitong.schema.json");
    CHECK(read_file(folder / "mine/kedaitong.schema.json") == kdt::scenario::schema_text());
    check_it_works(folder / "mine");
    const Finished stress = run_kdt({"stress", (folder / "mine/scenario.json").string(), "--paths", "100", "--quiet",
                                     "--out", (folder / "s").string()});
    CHECK(stress.exit == 0);
}

TEST_CASE("new: the tape template opens in a spreadsheet and says its units") {
    const TemporaryFolder folder;
    REQUIRE(run_kdt({"new", (folder / "mine").string(), "--quiet"}).exit == 0);
    const std::string tape = read_file(folder / "mine/贷款明细模板.csv");
    CHECK(tape.starts_with("\xEF\xBB\xBF"));
    for (const char* header :
         {"贷款编号", "企业编号", "贷款余额（万元）", "剩余期限（月）", "合作银行甲", "金额单位为万元"}) {
        INFO(header);
        CHECK(tape.find(header) != std::string::npos);
    }
}

TEST_CASE("new --from: every scheme of the gallery is handed out, sound, with overlays that it understands", "[long]") {
    const TemporaryFolder folder;
    for (const std::string& name : schemes()) {
        INFO(name);
        const fs::path made = folder / name;
        REQUIRE(run_kdt({"new", made.string(), "--from", name, "--quiet"}).exit == 0);
        CHECK(fs::exists(made / "方案说明.md"));
        CHECK(fs::exists(made / "README.md"));
        CHECK_FALSE(fs::exists(made / "expected"));
        check_it_works(made);
        const Finished stress = run_kdt({"stress", (made / "scenario.json").string(), "--paths", "20", "--quiet",
                                         "--format", "json", "--out", (made / "s").string()});
        INFO(stress.err);
        CHECK(stress.exit == 0);
    }
}

TEST_CASE("new --from: a name that is not known exits with 2, the nearest name and the list") {
    const TemporaryFolder folder;
    const Finished made = run_kdt({"new", (folder / "mine").string(), "--from", "jiujang", "--lang", "en"});
    CHECK(made.exit == 2);
    CHECK(made.err.find("did you mean jiujiang?") != std::string::npos);
    for (const std::string& name : schemes()) { CHECK(made.err.find(name) != std::string::npos); }
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("new: a folder with files, a file and a place that takes nothing are left alone") {
    const TemporaryFolder folder;
    write_file(folder / "full/letter.txt", "keep me");
    const Finished full = run_kdt({"new", (folder / "full").string()});
    CHECK(full.exit == 2);
    CHECK(full.err.find("已有文件") != std::string::npos);
    CHECK(files_below(folder / "full") == std::vector<std::string>{"letter.txt"});
    // Not even an earlier result, which `run` would replace.
    write_file(folder / "result/manifest.json", R"({"format": "kedaitong.manifest/1"})");
    CHECK(run_kdt({"new", (folder / "result").string()}).exit == 2);
    CHECK(files_below(folder / "result") == std::vector<std::string>{"manifest.json"});
    CHECK(run_kdt({"new", (folder / "full/letter.txt").string()}).exit == 2);
    CHECK(read_file(folder / "full/letter.txt") == "keep me");
    CHECK(run_kdt({"new", ""}).exit == 2);
    CHECK(run_kdt({"new"}).exit == 2);
    CHECK(run_kdt({"new", (folder / std::string(300, 'x')).string()}).exit == 2);
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 2);
}

TEST_CASE("new: an empty folder is filled and stays the same folder; folders above it are made") {
    const TemporaryFolder folder;
    fs::create_directory(folder / "here");
    const Finished made = run_kdt({"new", "."}, {folder / "here"});
    INFO(made.err);
    REQUIRE(made.exit == 0);
    CHECK(fs::exists(folder / "here/scenario.json"));
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
    REQUIRE(run_kdt({"new", (folder / "a/b/c/").string(), "--quiet"}).exit == 0);
    CHECK(fs::exists(folder / "a/b/c/scenario.json"));
}

TEST_CASE("new: the program alone is enough, wherever it lies", "[long]") {
    const TemporaryFolder folder;
    fs::create_directory(folder / "bin");
    fs::copy_file(testing::kKdtBinary, folder / "bin/kdt");
    // It knows no way back to the source tree.
    CHECK(read_file(folder / "bin/kdt").find(std::string(KDT_SOURCE_DIR) + "/scenarios") == std::string::npos);
    const Finished made = testing::run_process({(folder / "bin/kdt").string(), "new", "mine"}, {folder.path()});
    INFO(made.err);
    CHECK(made.exit == 0);
    CHECK(fs::exists(folder / "mine/scenario.json"));
}
