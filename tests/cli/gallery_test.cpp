#include "catch.hpp"
#include "cli/process.hpp"
#include "this_build.hpp"

#include "scenario/load.hpp"
#include "scenario/sources.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <regex>

// The gallery is read by people who decide: every stated figure names where it comes from, every other one is marked as
// assumed, and what the texts show is what the program gives. KDT_APPROVE=1 writes the figures anew.

using testing::Finished;
using testing::read_file;
using testing::run_kdt;
using testing::run_process;
using testing::TemporaryFolder;
using testing::write_file;

namespace {

namespace fs = std::filesystem;
using OrderedJson = nlohmann::ordered_json;

const fs::path kScenarios = fs::path(KDT_SOURCE_DIR) / "scenarios";

bool approving() { return std::getenv("KDT_APPROVE") != nullptr; }

/// The scenario of a folder: its only JSON file. Empty where it has none, or several.
fs::path scenario_in(const fs::path& folder) {
    fs::path found;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() != ".json") { continue; }
        if (!found.empty()) { return {}; }
        found = entry.path();
    }
    return found;
}

/// Every folder below scenarios/ with a scenario and what it is expected to give.
std::vector<fs::path> folders_with_figures() {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::recursive_directory_iterator(kScenarios)) {
        if (entry.path().filename() == "summary.json") { folders.push_back(entry.path().parent_path().parent_path()); }
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

std::vector<fs::path> schemes_of_the_gallery() {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(kScenarios / "schemes")) {
        if (fs::exists(entry.path() / "scenario.json")) { folders.push_back(entry.path()); }
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

nlohmann::json run_summary(const fs::path& scenario, const std::string& paths) {
    const TemporaryFolder folder;
    const Finished run = run_kdt(
        {"run", scenario.string(), "--paths", paths, "--quiet", "--format", "json", "--out", (folder / "r").string()});
    INFO(run.err);
    REQUIRE(run.exit == 0);
    return nlohmann::json::parse(read_file(folder / "r/summary.json"));
}

constexpr const char* kPaths = "2000";

/// The few figures of a summary that a scheme's folder keeps: what is paid and by whom, at the last horizon.
OrderedJson key_figures(const nlohmann::json& summary) {
    const std::string last = std::to_string(summary["scenario"]["horizon_months"].get<int>());
    OrderedJson kept;
    kept["simulation"] = {{"paths", summary["simulation"]["paths"]}, {"seed", summary["simulation"]["seed"]}};
    for (const char* measure :
         {"defaulted_principal", "disbursed", "outstanding", "claims_filed", "claims_cut", "claims_paid",
          "recoveries_to_pool", "pool_net_loss", "bank_net_loss", "guarantor_net_loss", "reguarantee_net_loss"}) {
        if (!summary["measures"].contains(measure)) { continue; }
        kept["measures"][measure][last]["mean"] = summary["measures"][measure][last]["mean"];
    }
    kept["measures"]["pool_net_loss"][last]["quantile"]["0.99"] =
        summary["measures"]["pool_net_loss"][last]["quantile"]["0.99"];
    kept["probabilities"]["pool_depleted"][last] = summary["probabilities"]["pool_depleted"][last];
    return kept;
}

/// "-61,137".
std::string grouped(double value) {
    std::string text = fmt::format("{:.0f}", value);
    for (std::ptrdiff_t at = std::ssize(text) - 3; at > (text[0] == '-' ? 1 : 0); at -= 3) {
        text.insert(static_cast<std::size_t>(at), ",");
    }
    return text == "-0" ? "0" : text;
}

/// "61,137 (130)".
std::string with_error(const OrderedJson& mean) {
    return fmt::format("{} ({})", grouped(mean["value"]), grouped(mean["se"]));
}

/// The block of a scheme's README between its two marks: the key figures as a table.
std::string figures_text(const OrderedJson& figures) {
    const OrderedJson& measures = figures["measures"];
    const std::string last = measures["pool_net_loss"].begin().key();
    const auto mean = [&](const char* measure) {
        return measures.contains(measure) ? with_error(measures[measure][last]["mean"]) : std::string("0 (0)");
    };
    const OrderedJson& tail = measures["pool_net_loss"][last]["quantile"]["0.99"];
    const OrderedJson& depleted = figures["probabilities"]["pool_depleted"][last];
    std::string text = fmt::format("`--paths {}`，{} 个月，万元；均值后为标准误，分位数与概率后为 95% 区间：\n\n",
                                   figures["simulation"]["paths"].get<int>(), last);
    text += "| 放款 | 违约本金 | 补偿支出 | 资金池净损失 | 其 99% 分位 | 银行净损失 | 担保净损失 | 再担保净损失 | "
            "耗尽概率 % |\n";
    text += "|---|---|---|---|---|---|---|---|---|\n|";
    for (const char* measure : {"disbursed", "defaulted_principal", "claims_paid", "pool_net_loss"}) {
        text += " " + mean(measure) + " |";
    }
    text += fmt::format(" {} ({}–{}) |", grouped(tail["value"]), grouped(tail["lo"]), grouped(tail["hi"]));
    for (const char* measure : {"bank_net_loss", "guarantor_net_loss", "reguarantee_net_loss"}) {
        text += " " + mean(measure) + " |";
    }
    return text + fmt::format(" {:.2f} ({:.2f}–{:.2f}) |\n", 100 * depleted["value"].get<double>(),
                              100 * depleted["lo"].get<double>(), 100 * depleted["hi"].get<double>());
}

/// The text between two marks; empty where a mark is missing.
std::string between(const std::string& text, const std::string& name) {
    const std::string begin = "<!-- " + name + ": begin -->\n";
    const auto from = text.find(begin);
    const auto to = text.find("<!-- " + name + ": end -->");
    if (from == std::string::npos || to == std::string::npos) { return {}; }
    return text.substr(from + begin.size(), to - from - begin.size());
}

void write_figures(const fs::path& folder, const OrderedJson& figures) {
    write_file(folder / "expected/summary.json", figures.dump(1) + "\n");
    std::string readme = read_file(folder / "README.md");
    const std::string begin = "<!-- figures: begin -->\n";
    const auto from = readme.find(begin) + begin.size();
    readme.replace(from, readme.find("<!-- figures: end -->") - from, figures_text(figures));
    write_file(folder / "README.md", readme);
}

/// Whether some block around the value says that it is assumed.
bool is_marked_as_assumed(const nlohmann::json& scenario, std::string pointer) {
    while (!pointer.empty()) {
        const auto& value = scenario.at(nlohmann::json::json_pointer(pointer));
        if (value.is_object() && value.contains("note") &&
            value["note"].get<std::string>().find("假设") != std::string::npos) {
            return true;
        }
        pointer.resize(pointer.rfind('/'));
    }
    return false;
}

} // namespace

TEST_CASE("golden: every folder of scenarios/ gives what its expected/ holds, to 1e-9", "[long]") {
    const std::vector<fs::path> folders = folders_with_figures();
    REQUIRE(folders.size() >= 2);
    for (const fs::path& folder : folders) {
        INFO(folder.string());
        const auto expected = nlohmann::json::parse(read_file(folder / "expected/summary.json"));
        const bool whole = expected.contains("format"); // else a choice of its figures
        const auto found =
            run_summary(scenario_in(folder), std::to_string(expected["simulation"]["paths"].get<int>())).flatten();
        const auto flat = expected.flatten();
        REQUIRE((!whole || found.size() == flat.size()));
        for (const auto& [pointer, value] : flat.items()) {
            INFO(pointer);
            REQUIRE(found.contains(pointer));
            if (value.is_number()) {
                CHECK(found[pointer].get<double>() == Approx(value.get<double>()).epsilon(1e-9).margin(1e-12));
            } else {
                CHECK(found[pointer] == value);
            }
        }
    }
}

TEST_CASE("gallery: every scheme has its figures, and its README shows them") {
    for (const fs::path& folder : schemes_of_the_gallery()) {
        INFO(folder.string());
        if (approving()) { write_figures(folder, key_figures(run_summary(folder / "scenario.json", kPaths))); }
        REQUIRE(fs::exists(folder / "expected/summary.json"));
        const auto expected = OrderedJson::parse(read_file(folder / "expected/summary.json"));
        CHECK(between(read_file(folder / "README.md"), "figures") == figures_text(expected));
    }
}

TEST_CASE("gallery: every figure names its source with a grade, or stands in a block marked as assumed") {
    static const std::regex source(R"(^\[S\d+\] .+（.*[ABC](/[ABC])? 级）(：.+)?$)");
    for (const fs::path& folder : schemes_of_the_gallery()) {
        INFO(folder.string());
        kdt::scenario::Request request;
        request.scenario = folder / "scenario.json";
        const auto loaded = kdt::scenario::load(request);
        for (const auto& problem : loaded.problems) { FAIL_CHECK(describe(problem, kdt::Language::en)); }
        REQUIRE(loaded.ok());
        CHECK(loaded.value.notices.empty());
        const auto scenario = nlohmann::json::parse(read_file(request.scenario));
        CHECK_FALSE(scenario["sources"].empty());
        for (const auto& [pointer, text] : scenario["sources"].items()) {
            INFO(pointer << ": " << text);
            CHECK(scenario.contains(nlohmann::json::json_pointer(pointer)));
            CHECK(std::regex_match(text.get<std::string>(), source));
        }
        for (const std::string& pointer : loaded.value.scenario.unsourced) {
            INFO(pointer);
            CHECK(is_marked_as_assumed(scenario, pointer));
        }
    }
}

TEST_CASE("gallery: where a note says that the balance hardly changes, its mean stays within a tenth", "[long]") {
    std::size_t steady = 0;
    for (const fs::path& folder : schemes_of_the_gallery()) {
        INFO(folder.string());
        const auto scenario = nlohmann::json::parse(read_file(folder / "scenario.json"));
        const std::string note = scenario.value("lending", nlohmann::json::object()).value("note", std::string());
        if (note.find("余额大致不变") == std::string::npos) { continue; }
        ++steady;
        const auto summary = run_summary(folder / "scenario.json", "500");
        const auto means = summary["series"]["outstanding"]["mean"].get<std::vector<double>>();
        for (const double mean : means) { CHECK(mean == Approx(means.front()).epsilon(0.1)); }
    }
    CHECK(steady > 0);
}

TEST_CASE("gallery: where a note counts the loans of a firm, its renewals give so many on average") {
    static const std::regex counted(R"(＝(\d\.\d\d) 笔)");
    std::size_t found = 0;
    for (const fs::path& folder : schemes_of_the_gallery()) {
        const auto scenario = nlohmann::json::parse(read_file(folder / "scenario.json"));
        for (const auto& [id, product] : scenario["products"].items()) {
            std::smatch match;
            const std::string note = product.is_object() ? product.value("note", std::string()) : std::string();
            if (!std::regex_search(note, match, counted)) { continue; }
            INFO(folder.string() << ' ' << id);
            ++found;
            double loans = 1.0;
            double next = 1.0;
            for (int n = product["renewal"]["max_times"].get<int>(); n > 0; --n) {
                next *= product["renewal"]["probability"].get<double>();
                loans += next;
            }
            CHECK(loans == Approx(std::stod(match[1])).margin(0.005));
        }
    }
    CHECK(found > 0);
}

TEST_CASE("gallery: the texts speak Chinese first, then English, and the index lists every scheme") {
    const std::string index = read_file(kScenarios / "README.md");
    for (const fs::path& folder : schemes_of_the_gallery()) {
        INFO(folder.string());
        const std::string readme = read_file(folder / "README.md");
        const auto pays = readme.find("**付什么。**");
        CHECK(pays != std::string::npos);
        CHECK(readme.find("**有出处的。**") > pays);
        CHECK(readme.find("**假设的。**") != std::string::npos);
        CHECK(readme.find("**模拟显示。**") != std::string::npos);
        CHECK(readme.find("## In English") > pays);
        CHECK(std::count(readme.begin(), readme.end(), '\n') < 40);
        CHECK(index.find("(schemes/" + folder.filename().string() + "/README.md)") != std::string::npos);
    }
}

TEST_CASE("gallery: the table of scenarios/README.md is what the program gives", "[long]") {
    const fs::path script = kScenarios / "schemes/compare/table";
    setenv("KDT", testing::kKdtBinary, 1);
    const Finished made = run_process({"/bin/bash", script.string()}, {{}, 600.0});
    INFO(made.err);
    REQUIRE(made.exit == 0);
    const std::string shown = between(read_file(kScenarios / "README.md"), "table");
    REQUIRE_FALSE(shown.empty());
    CHECK(made.out == shown);
}
