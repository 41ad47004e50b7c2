#include "app/output_folder.hpp"

#include "scenario/bytes.hpp"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace kdt::app {
namespace {

namespace fs = std::filesystem;
using Manifest = nlohmann::ordered_json;

Manifest manifest_of(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_regular_file(folder / "manifest.json", error)) { return nullptr; } // a pipe would keep us waiting
    std::ifstream file(folder / "manifest.json");
    Manifest manifest = Manifest::parse(file, nullptr, false);
    const bool ours = manifest.is_object() && manifest.value("format", Manifest()) == "kedaitong.manifest/1" &&
                      manifest.contains("files") && manifest["files"].is_array();
    return ours ? manifest : Manifest();
}

/// Over an earlier file in one step, so that a reader sees the old or the new one.
void replace(const fs::path& place, std::string_view bytes) {
    fs::path draft = place;
    draft += ".partial-" + std::to_string(getpid());
    std::ofstream file(draft, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    std::error_code error;
    if (file) { fs::rename(draft, place, error); }
    if (file && !error) { return; }
    std::error_code ignored;
    fs::remove(draft, ignored);
    throw std::runtime_error("cannot write " + scenario::shown(place) + (error ? ": " + error.message() : ""));
}

} // namespace

std::optional<Problem> objection_to_adding(const fs::path& folder) {
    Problem problem;
    problem.file = scenario::shown(folder);
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
        problem.what = {"没有这个文件夹", "there is no such folder"};
        problem.fix = {"给出 kdt run 写出的文件夹", "name a folder that kdt run wrote"};
        return problem;
    }
    if (manifest_of(folder).is_null()) {
        problem.what = {"该文件夹不是测算结果（没有本程序的 manifest.json）",
                        "this folder is no result (it has no manifest.json of ours)"};
        problem.fix = {"给出 kdt run 写出的文件夹", "name a folder that kdt run wrote"};
        return problem;
    }
    if (access(folder.c_str(), W_OK) != 0) {
        problem.what = {"无法在此写入", "cannot write here"};
        problem.fix = {"复制到可写的位置", "copy it to where you may write"};
        return problem;
    }
    return std::nullopt;
}

std::optional<Problem> objection_to_adding(const fs::path& folder, std::string_view name) {
    const fs::path place = folder / fs::path(name);
    std::error_code error;
    const fs::file_status above = fs::status(place.parent_path(), error);
    if (fs::exists(above) && (!fs::is_directory(above) || access(place.parent_path().c_str(), W_OK) != 0)) {
        return problem_of(scenario::shown(place),
                          {"其上级不是可写的文件夹", "what it should lie in is no folder that takes files"},
                          {"移走它", "move that away"});
    }
    if (!fs::is_directory(fs::symlink_status(place, error))) { return std::nullopt; }
    return problem_of(scenario::shown(place),
                      {"此处已有同名文件夹，无法写入文件", "a folder of this name is in the way"},
                      {"移走它", "move it away"});
}

void add_to_result(const fs::path& folder, std::string_view name, std::string_view bytes) {
    const fs::path place = folder / fs::path(name);
    fs::create_directories(place.parent_path());
    Manifest manifest = manifest_of(folder);
    if (manifest.is_null()) { throw std::runtime_error("the manifest is gone from " + scenario::shown(folder)); }
    auto& files = manifest["files"];
    if (std::find(files.begin(), files.end(), name) == files.end()) {
        // Listed first: a file that no manifest lists would keep the result from ever being replaced.
        files.push_back(name);
        replace(folder / "manifest.json", manifest.dump(2) + "\n");
    }
    replace(place, bytes);
}

} // namespace kdt::app
