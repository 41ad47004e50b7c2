#include "catch.hpp"
#include "cli/process.hpp"
#include "this_build.hpp"

#include "scenario/load.hpp"

#include <nlohmann/json.hpp>

using testing::Finished;
using testing::TemporaryFolder;
using testing::write_file;

namespace {

namespace fs = std::filesystem;
using kdt::scenario::Request;
using nlohmann::json;

const fs::path kBad = fs::path(KDT_SOURCE_DIR) / "tests/cli/bad";
const double kBuildFactor = testing::kSanitized ? 4.0 : 1.0; // what AddressSanitizer adds to memory
const double kMostKilobytes = static_cast<double>(2L << 20) * kBuildFactor;
// Memory errors show in a fiftieth of the rows as well.
const std::size_t kMillion = testing::kSanitized ? 20'000 : 1'000'000;
// Every file is read within this program too: starting the other one takes most time.
const std::size_t kProgramsEach = testing::kSanitized ? 12 : 4;

/// One malformed input: what it is, the place that must be named and a word of what must be said.
struct Case {
    std::string claim;
    Request request;
    std::string at;
    std::string says;
    std::size_t problems;
};

std::vector<Case> cases() {
    std::vector<Case> out;
    for (const json& row : json::parse(testing::read_file(kBad / "expected.json"))) {
        Case one{row["claim"], {}, row["at"], row["says"], row.value("problems", std::size_t{1})};
        one.request.scenario = kBad / row["scenario"].get<std::string>();
        for (const std::string overlay : row.value("with", json::array())) {
            one.request.overlays.push_back(kBad / overlay);
        }
        for (const std::string setting : row.value("set", json::array())) {
            const auto cut = setting.find('=');
            one.request.settings.push_back({setting.substr(0, cut), setting.substr(cut + 1)});
        }
        out.push_back(std::move(one));
    }
    return out;
}

std::vector<std::string> words(const Request& request) {
    std::vector<std::string> out{"check", request.scenario.string(), "--lang", "en"};
    for (const auto& overlay : request.overlays) { out.insert(out.end(), {"--with", overlay.string()}); }
    for (const auto& setting : request.settings) {
        out.insert(out.end(), {"--set", setting.pointer + "=" + setting.value});
    }
    return out;
}

bool says(const std::string& text, const std::string& at, const std::string& word) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.find(at) != std::string::npos && line.find(word) != std::string::npos) { return true; }
    }
    return false;
}

/// Loads, and demands that it is refused.
std::string refusal(const Request& request) {
    const auto loaded = kdt::scenario::load(request);
    CHECK_FALSE(loaded.ok());
    std::string all;
    for (const auto& problem : loaded.problems) { all += describe(problem, kdt::Language::en) + "\n"; }
    return all;
}

/// The same through the program: exit 2 before it is stopped as hanging, in bounded memory, nothing on stdout.
void check_program(const Request& request, const std::string& at, const std::string& word) {
    const Finished run = testing::run_kdt(words(request));
    INFO(run.err.substr(0, 2'000));
    CHECK(run.exit == 2);
    CHECK_FALSE(run.timed_out);
    CHECK(run.out.empty());
    CHECK(says(run.err, at, word));
    CHECK(static_cast<double>(run.peak_kb) < kMostKilobytes);
}

void check_huge(const fs::path& scenario, const std::string& at, const std::string& word,
                std::vector<kdt::scenario::Setting> settings = {}) {
    const Request request{scenario, {}, std::move(settings)};
    const std::string all = refusal(request);
    INFO(all.substr(0, 2'000));
    CHECK(says(all, at, word));
    CHECK(all.size() < 100'000);
    check_program(request, at, word);
}

std::string repeated(const std::string& piece, std::size_t times) {
    std::string out;
    out.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i) { out += piece; }
    return out;
}

/// A sound scenario beside a tape of these bytes.
fs::path on_tape(const TemporaryFolder& folder, const std::string& tape) {
    write_file(folder / "scenario.json", testing::read_file(kBad / "on_tape.json"));
    write_file(folder / "tape.csv", tape);
    return folder / "scenario.json";
}

} // namespace

TEST_CASE("bad input: the three scenarios the table is built on are sound by themselves") {
    for (const char* name : {"on_tape.json", "on_lending.json", "on_defaults.json"}) {
        INFO(name);
        CHECK(kdt::scenario::load({kBad / name, {}, {}}).ok());
    }
}

TEST_CASE("bad input: every malformed file is refused where it is wrong, with the reason, and nothing else is said") {
    for (const Case& one : cases()) {
        const std::string all = refusal(one.request);
        INFO(one.claim << "\n" << all);
        CHECK(says(all, one.at, one.says));
        CHECK(static_cast<std::size_t>(std::count(all.begin(), all.end(), '\n')) == one.problems);
    }
}

TEST_CASE("bad input: every problem has its reason and its fix in both languages") {
    for (const Case& one : cases()) {
        for (const auto& problem : kdt::scenario::load(one.request).problems) {
            INFO(one.claim);
            CHECK_FALSE(problem.what.zh.empty());
            CHECK(problem.what.zh != problem.what.en);
            CHECK_FALSE(problem.fix.zh.empty());
            CHECK(problem.fix.zh != problem.fix.en);
        }
    }
}

TEST_CASE("bad input: kdt check refuses every malformed file with exit 2, on stderr, in time and memory") {
    const auto all = cases();
    for (std::size_t i = 0; i < all.size(); i += kProgramsEach) {
        const Case& one = all[i];
        INFO(one.claim);
        check_program(one.request, one.at, one.says);
    }
}

TEST_CASE("bad input: 200,000-deep nesting is refused at once") {
    const TemporaryFolder folder;
    write_file(folder / "lists.json", repeated("[", 200'000));
    check_huge(folder / "lists.json", "lists.json:1:33", "nested more than 32 deep");
    write_file(folder / "blocks.json", repeated("{\"a\":", 200'000) + "1" + repeated("}", 200'000));
    check_huge(folder / "blocks.json", "blocks.json:1:", "nested more than 32 deep");
    check_huge(kBad / "on_tape.json", "--set /pool", "expected a block", {{"/pool", repeated("[", 20'000)}});
    check_huge(kBad / "on_tape.json", "--set /…", "goes too deep", {{repeated("/a", 40'000), "1"}});
}

TEST_CASE("bad input: a line of 100 MB is refused at once, in a scenario and in a tape", "[long]") {
    const TemporaryFolder folder;
    const std::string line(std::size_t{100} << 20, 'x');
    write_file(folder / "long.json", "{\"name\":\"" + line + "\"}");
    check_huge(folder / "long.json", "long.json", "larger than 32 MB");
    check_huge(on_tape(folder, "loan_id,principal,pd\n" + line + ",100,0.02\n"), "tape.csv:2", "more than 1024 KB");
}

TEST_CASE("bad input: a scenario of a million keys, values or mistakes costs a message", "[long]") {
    const TemporaryFolder folder;
    std::string keys = "{";
    for (std::size_t i = 0; i < kMillion; ++i) { keys += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":1"; }
    write_file(folder / "keys.json", keys + "}");
    check_huge(folder / "keys.json", "keys.json:1:", "more than 10000 keys");
    write_file(folder / "values.json", "{\"pool\":[" + repeated("1,", kMillion + 200'000) + "1]}");
    check_huge(folder / "values.json", "values.json:1:", "more than 200000 values");
    std::string wrong = "{";
    for (int i = 0; i < 9'000; ++i) { wrong += (i == 0 ? "\"poool" : ",\"poool") + std::to_string(i) + "\":1"; }
    write_file(folder / "wrong.json", wrong + "}");
    check_huge(folder / "wrong.json", "wrong.json", "more problems not listed");
    write_file(folder / "key.json", "{\"" + std::string(1'000'000, 'k') + "\":1}");
    check_huge(folder / "key.json", "key.json:1:", "a key of more than 1000 bytes");
}

TEST_CASE("bad input: a tape of a million broken rows, columns or quotes costs a message", "[long]") {
    const TemporaryFolder folder;
    check_huge(on_tape(folder, "loan_id,principal,pd\n" + repeated("L,x,y\n", kMillion)), "tape.csv",
               "more problems not listed");
    check_huge(on_tape(folder, repeated("a,", kMillion / 2) + "\nL1,1,0.1\n"), "tape.csv", "no header row");
    check_huge(on_tape(folder, "loan_id,principal,pd\n\"" + repeated("L1,100,0.02\n", kMillion + 100'000)),
               "tape.csv:2", "more than 1024 KB");
    check_huge(on_tape(folder, "loan_id,principal,pd\n" + repeated("\n", 3 * kMillion)), "tape.csv",
               "no loans below the header");
}
