#include "app/output_folder.hpp"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <vector>

namespace kdt::app {
namespace {

namespace fs = std::filesystem;

/// Every result folder holds this file in this format; a folder without it is not ours to replace.
constexpr const char* kMark = "manifest.json";
constexpr std::string_view kMarkFormat = "kedaitong.manifest/1";

bool is_result(const fs::path& folder) {
    std::ifstream file(folder / kMark);
    const auto manifest = nlohmann::json::parse(file, nullptr, false);
    return manifest.is_object() && manifest.value("format", nlohmann::json()) == kMarkFormat;
}

Problem problem_of(const fs::path& target, Text what, Text fix) {
    Problem problem;
    problem.file = target.string();
    problem.what = std::move(what);
    problem.fix = std::move(fix);
    return problem;
}

/// Where a folder really lies: links followed, no trailing slash.
fs::path resolved(const fs::path& wanted) {
    std::error_code error;
    const fs::path path = wanted.has_filename() ? wanted : wanted.parent_path();
    const fs::path real = fs::weakly_canonical(path, error);
    return error ? path : real;
}

fs::path beside(const fs::path& target, std::string_view what) {
    fs::path path = target;
    return path += "." + std::string(what) + "-" + std::to_string(getpid());
}

/// Tries what a result needs: a new folder beside the target. Leaves nothing behind that was not there.
std::error_code trial(const fs::path& target) {
    std::error_code error;
    std::vector<fs::path> made;
    for (fs::path path = beside(target, "partial"); !path.empty() && !fs::exists(path, error) && !error;
         path = path.parent_path()) {
        made.push_back(path);
    }
    if (error) { return error; }
    fs::create_directories(made.front(), error);
    std::error_code ignored;
    for (const fs::path& path : made) { fs::remove(path, ignored); }
    return error;
}

bool is_full(const fs::path& wanted) {
    std::error_code error;
    const fs::path target = resolved(wanted);
    return fs::is_directory(fs::symlink_status(target, error)) && !fs::is_empty(target, error);
}

/// What stands in the way of any folder there: a file of its name, no permission.
std::optional<Problem> obstacle(const fs::path& wanted, const Text& elsewhere) {
    const fs::path target = resolved(wanted);
    std::error_code error;
    const fs::file_status status = fs::symlink_status(target, error);
    if (fs::exists(status) && !fs::is_directory(status)) {
        return problem_of(wanted, {"输出位置已有同名文件", "a file of this name is in the way"}, elsewhere);
    }
    if (const std::error_code refused = trial(target)) {
        return problem_of(wanted, {"无法在此写入：" + refused.message(), "cannot write here: " + refused.message()},
                          elsewhere);
    }
    return std::nullopt;
}

} // namespace

std::optional<Problem> OutputFolder::objection(const fs::path& wanted) {
    const Text elsewhere{"用 --out 另选文件夹", "choose another folder with --out"};
    if (wanted.empty()) { return problem_of("--out", {"没有写文件夹名", "names no folder"}, elsewhere); }
    if (is_full(wanted) && !is_result(resolved(wanted))) {
        return problem_of(wanted,
                          {"该文件夹不是测算结果（没有本程序的 manifest.json），不会覆盖",
                           "this folder is no earlier result (it has no manifest.json of ours) and is not replaced"},
                          elsewhere);
    }
    return obstacle(wanted, elsewhere);
}

std::optional<Problem> OutputFolder::objection_to_new(const fs::path& wanted) {
    const Text elsewhere{"另写一个文件夹名", "name another folder"};
    if (wanted.empty()) { return problem_of("DIR", {"没有写文件夹名", "names no folder"}, elsewhere); }
    if (is_full(wanted)) {
        return problem_of(wanted, {"该文件夹里已有文件，不会改动", "there are files in this folder; it is left alone"},
                          elsewhere);
    }
    return obstacle(wanted, elsewhere);
}

OutputFolder::OutputFolder(const fs::path& target) : target_(resolved(target)), draft_(beside(target_, "partial")) {
    fs::remove_all(draft_);
    fs::create_directories(draft_);
}

OutputFolder::~OutputFolder() {
    std::error_code ignored; // nothing more can be done while unwinding
    if (!published_) { fs::remove_all(draft_, ignored); }
}

void OutputFolder::write(std::string_view name, std::string_view bytes) const {
    const fs::path path = draft_ / fs::path(name);
    fs::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) { throw std::runtime_error("cannot write " + path.string()); }
}

void OutputFolder::publish() {
    const fs::path old = beside(target_, "old");
    const bool replaces = fs::exists(target_);
    if (replaces) { fs::rename(target_, old); }
    std::error_code error;
    fs::rename(draft_, target_, error);
    if (error) {
        std::error_code ignored;
        if (replaces) { fs::rename(old, target_, ignored); }
        throw fs::filesystem_error("cannot move the result into place", target_, error);
    }
    published_ = true;
    if (replaces) { fs::remove_all(old); }
}

void OutputFolder::publish_new() {
    if (!fs::exists(target_)) { return publish(); }
    std::vector<fs::path> moved;
    try {
        for (const auto& entry : fs::directory_iterator(draft_)) {
            const fs::path place = target_ / entry.path().filename();
            // rename would silently replace what came in between.
            if (fs::exists(fs::symlink_status(place))) {
                throw fs::filesystem_error("in the way", place, std::make_error_code(std::errc::file_exists));
            }
            fs::rename(entry.path(), place);
            moved.push_back(place);
        }
    } catch (const fs::filesystem_error&) {
        std::error_code ignored;
        for (const fs::path& path : moved) { fs::remove_all(path, ignored); }
        throw;
    }
    fs::remove(draft_);
    published_ = true;
}

fs::path default_folder(const fs::path& scenario, std::string_view command) {
    std::error_code error;
    const fs::path absolute = fs::absolute(scenario, error);
    std::string name = absolute.parent_path().filename().string() + "-" + absolute.stem().string();
    if (command != "run") { name += "-" + std::string(command); }
    return fs::path("out") / name;
}

} // namespace kdt::app
