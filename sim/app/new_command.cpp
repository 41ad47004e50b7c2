#include "app/commands.hpp"
#include "app/output_folder.hpp"
#include "app/starters.hpp"
#include "app/tape_template.hpp"

#include "base/nearest.hpp"
#include "scenario/schema_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

namespace kdt::app {
namespace {

constexpr std::string_view kStarter = "starter";
constexpr std::string_view kOverlays = "stress/";

Problem unknown_scheme(const std::string& name) {
    const std::vector<std::string> names = scheme_names();
    const std::string near = nearest(name, names);
    const std::string list = fmt::format("{}", fmt::join(names, ", "));
    Problem problem;
    problem.file = "--from";
    problem.what = {"方案库里没有 \"" + name + "\"", "the gallery has no \"" + name + "\""};
    const Text hint = near.empty() ? Text{} : Text{"是否指 " + near + "？", "did you mean " + near + "? "};
    problem.fix = {hint.zh + "可用：" + list, hint.en + "Available: " + list};
    return problem;
}

/// The schema lies beside the scenario in the new folder.
std::string beside_its_schema(std::string_view scenario) {
    std::string text(scenario);
    const std::string key = "\"$schema\": \"";
    const auto from = text.find(key);
    if (from == std::string::npos) { return text; }
    const auto value = from + key.size();
    return text.replace(value, text.find('"', value) - value, "kedaitong.schema.json");
}

/// The scenario of a folder is its only JSON file outside stress/.
bool is_scenario(const StarterFile& file) {
    return file.path.ends_with(".json") && file.path.find('/') == std::string_view::npos;
}

bool is_overlay(const StarterFile& file) { return file.path.starts_with(kOverlays); }

/// A scheme's files over the starter's: what a scheme lacks (overlays, say) is the starter's. README.md stays the
/// starter's, for it is about the folder; the scheme's own is beside it.
std::map<std::string, std::string> files_of(const std::optional<std::string>& scheme) {
    std::map<std::string, std::string> files{{"kedaitong.schema.json", std::string(scenario::schema_text())}};
    const auto add = [&](const StarterFile& file, const std::string& readme) {
        const std::string name = is_scenario(file) ? "scenario.json" : std::string(file.path);
        files[name == "README.md" ? readme : name] = is_scenario(file) ? beside_its_schema(file.bytes) : file.bytes;
    };
    for (const StarterFile& file : starter_folder(kStarter)) { add(file, "README.md"); }
    if (!scheme) { return files; }
    const std::vector<StarterFile> own = starter_folder(scheme_folder(*scheme));
    if (std::any_of(own.begin(), own.end(), is_overlay)) {
        std::erase_if(files, [](const auto& file) { return file.first.starts_with(kOverlays); });
    }
    for (const StarterFile& file : own) { add(file, "方案说明.md"); }
    return files;
}

/// What is handed out must be sound as it stands.
scenario::Scenario loaded_from(const std::filesystem::path& folder) {
    scenario::Request request;
    request.scenario = folder / "scenario.json";
    const Checked<scenario::Loaded> loaded = scenario::load(request);
    if (!loaded.ok()) { throw std::runtime_error(describe(loaded.problems.front(), Language::en)); }
    return loaded.value.scenario;
}

} // namespace

Exit new_command(const CommandLine& line) {
    const Language language = language_of(line);
    Problems problems;
    if (line.from && scheme_folder(*line.from).empty()) { problems.push_back(unknown_scheme(*line.from)); }
    if (const auto objection = OutputFolder::objection_to_new(line.new_folder)) { problems.push_back(*objection); }
    if (!problems.empty()) {
        for (const Problem& problem : problems) { fmt::print(stderr, "{}\n", describe(problem, language)); }
        return Exit::bad_input;
    }
    OutputFolder folder(line.new_folder);
    for (const auto& [name, bytes] : files_of(line.from)) { folder.write(name, bytes); }
    folder.write("贷款明细模板.csv", tape_template(loaded_from(folder.draft())));
    folder.publish_new();
    if (!line.quiet) {
        const std::string scenario = (line.new_folder / "scenario.json").string();
        fmt::print(fmt::runtime(language == Language::zh ? "已建立 {0}。接着：\n  kdt check {1}\n  kdt run {1}\n"
                                                         : "{0} is ready. Next:\n  kdt check {1}\n  kdt run {1}\n"),
                   line.new_folder.string(), scenario);
    }
    return Exit::done;
}

} // namespace kdt::app
