#include "app/write_result.hpp"

#include "base/version.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/utsname.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <thread>

namespace kdt::app {
namespace {

using Json = nlohmann::ordered_json;
using SystemClock = std::chrono::system_clock;

std::string processor() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("model name")) { return line.substr(line.find(':') + 2); }
    }
    return "?";
}

std::string machine() {
    utsname system{};
    if (uname(&system) != 0) { return processor(); }
    return fmt::format("{} {} {}, {}, {} threads", system.sysname, system.release, system.machine, processor(),
                       std::thread::hardware_concurrency());
}

std::string compiler() {
#if defined(__clang__)
    return "clang " __clang_version__;
#elif defined(__GNUC__)
    return "gcc " __VERSION__;
#else
    return "?";
#endif
}

/// Input files other than the scenario and its overlays: they are copied, and found by name under inputs/.
bool is_data(const scenario::InputFile& input) { return input.role != "scenario" && input.role != "overlay"; }

/// Where a data file lies in the result: under inputs/ by its own name, or by role or content where another file of the
/// same name is there too. A copy keeps its name when it is run again.
std::string copied_name(const scenario::Loaded& loaded, const scenario::InputFile& input) {
    const std::string name = input.path.filename().string();
    const bool taken = std::any_of(loaded.inputs.begin(), loaded.inputs.end(), [&](const scenario::InputFile& other) {
        return is_data(other) && other.path.filename() == input.path.filename() && other.sha256 != input.sha256;
    });
    return "inputs/" + (taken ? input.role + "-" + name : name);
}

void point_to_copy(Json& root, const char* block, const char* key, const std::string& name) {
    if (root.contains(block) && root[block].is_object() && root[block].contains(key)) { root[block][key] = name; }
}

Problem unknown_format(const std::string& word) {
    static const std::set<std::string> later = {"html", "xlsx", "docx"};
    Problem problem;
    problem.file = "--format";
    const bool known = later.contains(word);
    problem.what = known ? Text{"此版本不能生成 " + word, "this version cannot write " + word}
                         : Text{"未知格式 \"" + word + "\"", "unknown format \"" + word + "\""};
    problem.fix = {"可用：csv,md,json", "available: csv,md,json"};
    return problem;
}

} // namespace

Checked<Formats> formats_of(const std::string& list) {
    Checked<Formats> checked;
    if (list.empty()) { return checked; }
    checked.value = {false, false, false};
    for (std::size_t from = 0; from <= list.size();) {
        const std::size_t comma = std::min(list.find(',', from), list.size());
        const std::string word = list.substr(from, comma - from);
        from = comma + 1;
        if (word == "csv") {
            checked.value.csv = true;
        } else if (word == "md") {
            checked.value.markdown = true;
        } else if (word == "json") {
            checked.value.json = true;
        } else {
            checked.problems.push_back(unknown_format(word));
        }
    }
    return checked;
}

std::string scenario_for_result(const scenario::Loaded& loaded, bool copies) {
    Json root = Json::parse(loaded.effective_json);
    for (const auto& input : loaded.inputs) {
        const std::string name =
            copies ? copied_name(loaded, input) : std::filesystem::absolute(input.path).lexically_normal().string();
        if (input.role == "portfolio") { point_to_copy(root, "portfolio", "file", name); }
        if (input.role == "defaults") { point_to_copy(root, "credit", "defaults_file", name); }
    }
    return root.dump(2) + "\n";
}

void write_inputs(const OutputFolder& folder, const scenario::Loaded& loaded, const CommandLine& line,
                  const std::string& name) {
    folder.write(name, scenario_for_result(loaded, !line.no_copies));
    if (line.no_copies) { return; }
    for (const auto& input : loaded.inputs) {
        if (is_data(input)) { folder.write(copied_name(loaded, input), input.bytes); }
    }
}

void write_manifest(const OutputFolder& folder, const scenario::Loaded& loaded, const CommandLine& line,
                    SystemClock::time_point started) {
    results::Manifest manifest;
    manifest.version = std::string(base::version());
    manifest.command = line.command;
    manifest.command_line = line.words;
    manifest.seed = loaded.scenario.seed;
    manifest.paths = loaded.scenario.paths;
    manifest.threads = line.threads > 0 ? line.threads : static_cast<int>(std::thread::hardware_concurrency());
    manifest.started = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(SystemClock::to_time_t(started)));
    manifest.seconds = std::chrono::duration<double>(SystemClock::now() - started).count();
    manifest.machine = machine();
    manifest.compiler = compiler();
    for (const auto& input : loaded.inputs) {
        manifest.inputs.push_back({input.role, input.path.filename().string(), input.sha256});
    }
    folder.write("manifest.json", results::to_json(manifest));
}

} // namespace kdt::app
