#include "catch.hpp"

#include "scenario/load.hpp"
#include "short_run.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

namespace {

namespace fs = std::filesystem;
using kdt::scenario::Loaded;

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Pieces that have broken readers before, or sit at the edges of this one.
const std::vector<std::string>& pieces() {
    static const std::vector<std::string> all = {"{",
                                                 "}",
                                                 "[",
                                                 "]",
                                                 ",",
                                                 ":",
                                                 "\"",
                                                 "null",
                                                 "true",
                                                 "-",
                                                 "1e999",
                                                 "-1",
                                                 "0",
                                                 "0.5",
                                                 "2.5",
                                                 "1e-320",
                                                 "\"2.5%\"",
                                                 "\"9.6亿元\"",
                                                 "\"2022-12\"",
                                                 "\\u0000",
                                                 "\\ud800",
                                                 "\xEF\xBB\xBF",
                                                 "\xff",
                                                 "\xc3",
                                                 "\xe4\xb9",
                                                 "，",
                                                 "１",
                                                 ",,,,",
                                                 "\"\"",
                                                 "\r",
                                                 "\n",
                                                 "\t",
                                                 ";",
                                                 "合计",
                                                 "NaN",
                                                 "99999999999999999999",
                                                 "{\"a\":{\"a\":{\"a\":1}}}",
                                                 "note",
                                                 "~",
                                                 "/",
                                                 "@",
                                                 "1,234",
                                                 "3.6E+17"};
    return all;
}

/// A few changes of bytes, pieces and stretches of the text itself.
std::string mutated(std::string text, std::mt19937_64& random) {
    const auto below = [&](std::size_t n) { return n == 0 ? std::size_t{0} : static_cast<std::size_t>(random() % n); };
    for (std::size_t change = 0, changes = 1 + below(4); change < changes; ++change) {
        const std::size_t at = below(text.size() + 1);
        const std::size_t length = std::min(below(24), text.size() - at);
        switch (below(6)) {
        case 0: text.insert(at, pieces()[below(pieces().size())]); break;
        case 1: text.erase(at, length); break;
        case 2: text.replace(at, length, pieces()[below(pieces().size())]); break;
        case 3: text.insert(below(text.size() + 1), text.substr(at, length)); break;
        case 4: text.resize(at); break;
        default:
            if (at < text.size()) { text[at] = static_cast<char>(random()); }
            break;
        }
    }
    return text;
}

/// Every place of a document, in a short run every eighth.
std::vector<std::string> pointers_of(const nlohmann::json& document) {
    std::set<std::string> all;
    const nlohmann::json leaves = document.flatten();
    for (const auto& [leaf, value] : leaves.items()) {
        for (std::string pointer = leaf; !pointer.empty(); pointer.resize(pointer.rfind('/'))) { all.insert(pointer); }
    }
    std::vector<std::string> some;
    std::size_t number = 0;
    for (const std::string& pointer : all) {
        if (number++ % (kdt::is_short_run() ? 8 : 1) == 0) { some.push_back(pointer); }
    }
    return some;
}

std::vector<nlohmann::json> other_kinds(const nlohmann::json& value) {
    return {nullptr,
            true,
            -1,
            1.5,
            "文字",
            nlohmann::json::array(),
            nlohmann::json::object(),
            nlohmann::json::array({value}),
            nlohmann::json{{"键", value}}};
}

class Fuzzer {
public:
    Fuzzer() : folder_(fs::temp_directory_path() / ("kdt-fuzz-" + std::to_string(std::random_device{}()))) {
        fs::create_directories(folder_);
        for (const char* name : {"textbook/loans.csv", "textbook/one_factor.json", "jiujiang/base.json"}) {
            const fs::path from = fs::path(KDT_SOURCE_DIR) / "scenarios" / name;
            fs::copy_file(from, folder_ / from.filename());
        }
    }
    Fuzzer(const Fuzzer&) = delete;
    Fuzzer& operator=(const Fuzzer&) = delete;
    ~Fuzzer() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    /// Loads `scenario` with `victim` mutated `full_rounds` times, in a short run a third of them; every outcome must
    /// be a sound scenario or a problem.
    void run(const std::string& scenario, const std::string& victim, int full_rounds) {
        const int rounds = kdt::is_short_run() ? full_rounds / 3 : full_rounds;
        const std::string original = bytes_of(folder_ / victim);
        std::mt19937_64 random(20'211'231);
        int refused = 0;
        for (int round = 0; round < rounds; ++round) {
            write(victim, mutated(original, random));
            kdt::scenario::Request request{folder_ / scenario, {}, {}};
            if (victim.ends_with("overlay.json")) { request.overlays.push_back(folder_ / victim); }
            INFO(victim << " round " << round);
            const auto loaded = kdt::scenario::load(request);
            refused += loaded.ok() ? 0 : 1;
            check(loaded);
        }
        write(victim, original);
        CHECK(refused > rounds / 4);
    }

    /// Loads the scenario with each of its values, blocks and lists included, in turn replaced by every other kind.
    void run_kinds(const std::string& scenario) {
        const std::string original = bytes_of(folder_ / scenario);
        const auto whole = nlohmann::json::parse(original);
        for (const std::string& pointer : pointers_of(whole)) {
            const nlohmann::json::json_pointer place(pointer);
            for (const nlohmann::json& other : other_kinds(whole[place])) {
                INFO(pointer << " given as " << other.dump().substr(0, 80));
                nlohmann::json changed = whole;
                changed[place] = other;
                write(scenario, changed.dump());
                check(kdt::scenario::load({folder_ / scenario, {}, {}}));
            }
        }
        write(scenario, original);
    }

    void write(const std::string& name, const std::string& bytes) {
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
    }

private:
    static void check(const kdt::Checked<Loaded>& loaded) {
        for (const auto& problem : loaded.problems) {
            if (problem.what.zh.empty() || problem.what.en.empty() || problem.file.empty()) {
                FAIL("a problem without text or file: " << kdt::describe(problem, kdt::Language::en));
            }
        }
        if (!loaded.ok()) { return; }
        const auto& s = loaded.value.scenario;
        const bool whole = !s.products.empty() && !s.banks.empty() && !s.tiers.empty() && !s.sectors.empty() &&
                           s.horizon_months >= 1 && s.paths >= 1 && !s.report.horizons.empty() &&
                           s.report.horizons.back() == s.horizon_months && s.pool.balance >= kdt::Fen{};
        if (!whole) { FAIL("a scenario that is not whole was let through"); }
    }

    fs::path folder_;
};

} // namespace

TEST_CASE("fuzz: mutated scenarios are read or refused, never more") {
    Fuzzer fuzzer;
    fuzzer.run("base.json", "base.json", 1'500);
    fuzzer.run("one_factor.json", "one_factor.json", 1'500);
}

TEST_CASE("fuzz: a value of any other kind in any place is read or refused, never more") {
    Fuzzer fuzzer;
    fuzzer.run_kinds("base.json");
    fuzzer.run_kinds("one_factor.json");
}

TEST_CASE("fuzz: mutated tapes are read or refused, never more") {
    Fuzzer fuzzer;
    fuzzer.run("one_factor.json", "loans.csv", 2'000);
}

TEST_CASE("fuzz: mutated overlays are read or refused, never more") {
    Fuzzer fuzzer;
    fuzzer.write("overlay.json", bytes_of(fs::path(KDT_SOURCE_DIR) / "scenarios/jiujiang/stress/3-severe.json"));
    fuzzer.run("base.json", "overlay.json", 1'000);
}
