#include "app/write_result.hpp"

#include "base/version.hpp"
#include "scenario/bytes.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/utsname.h>

#include <fstream>
#include <thread>

namespace kdt::app {
namespace {

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

Problem nameless_place(const scenario::InputFile& input) {
    return problem_of(scenario::shown(input.path),
                      {"路径不是 UTF-8 文字，无法写入 scenario.json",
                       "its path is no UTF-8 text and cannot be written into scenario.json"},
                      {"去掉 --no-copies，或换一个文件夹", "leave out --no-copies, or move it"});
}

} // namespace

Problems objections(const CommandLine& line, const std::filesystem::path& target,
                    const std::vector<scenario::InputFile>& inputs) {
    Problems problems;
    std::vector<std::filesystem::path> paths;
    for (const scenario::InputFile& input : inputs) { paths.push_back(input.path); }
    if (auto objection = OutputFolder::objection(target, paths)) { problems.push_back(std::move(*objection)); }
    for (const scenario::InputFile& input : inputs) {
        const bool named = line.no_copies && is_data(input);
        if (!named || scenario::shown(place_of(input)) == place_of(input).string()) { continue; }
        problems.push_back(nameless_place(input));
    }
    return problems;
}

void write_inputs(OutputFolder& folder, const scenario::Loaded& loaded, const CommandLine& line) {
    Copies copies;
    copies.add(loaded);
    folder.write("scenario.json", scenario_for_result(loaded, line.no_copies ? nullptr : &copies));
    if (line.no_copies) { return; }
    for (const auto& [name, bytes] : copies.files()) { folder.write(name, bytes); }
}

void write_manifest(OutputFolder& folder, const scenario::Loaded& loaded, const CommandLine& line,
                    SystemClock::time_point started, int processes) {
    results::Manifest manifest;
    manifest.version = std::string(base::version());
    manifest.command = line.command;
    manifest.command_line = line.words;
    manifest.seed = loaded.scenario.seed;
    manifest.paths = loaded.scenario.paths;
    manifest.threads = line.threads > 0 ? line.threads : static_cast<int>(std::thread::hardware_concurrency());
    manifest.processes = processes;
    manifest.started = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(SystemClock::to_time_t(started)));
    manifest.seconds = std::chrono::duration<double>(SystemClock::now() - started).count();
    manifest.machine = machine();
    manifest.compiler = compiler();
    for (const auto& input : loaded.inputs) {
        manifest.inputs.push_back({input.role, scenario::shown(input.path.filename()), input.sha256});
    }
    manifest.files = folder.written();
    folder.write("manifest.json", results::to_json(manifest));
}

} // namespace kdt::app
