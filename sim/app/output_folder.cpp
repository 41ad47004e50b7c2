#include "app/output_folder.hpp"

#include <unistd.h>

#include <fstream>
#include <stdexcept>

namespace kdt::app {
namespace {

namespace fs = std::filesystem;

/// Every result folder holds this file; a folder without it is not ours to replace.
constexpr std::string_view kMark = "manifest.json";

Problem problem_of(const fs::path& target, Text what, Text fix) {
    Problem problem;
    problem.file = target.string();
    problem.what = std::move(what);
    problem.fix = std::move(fix);
    return problem;
}

/// The nearest folder above that exists: where the new one would be made.
fs::path existing_parent(const fs::path& target) {
    std::error_code error;
    fs::path parent = fs::absolute(target, error).parent_path();
    while (!parent.empty() && parent != parent.root_path() && !fs::exists(parent, error)) {
        parent = parent.parent_path();
    }
    return parent;
}

fs::path without_trailing_slash(fs::path path) { return path.has_filename() ? path : path.parent_path(); }

} // namespace

std::optional<Problem> OutputFolder::objection(const fs::path& wanted) {
    const fs::path target = without_trailing_slash(wanted);
    std::error_code error;
    if (fs::exists(target, error) && !fs::is_directory(target, error)) {
        return problem_of(target, {"输出位置已有同名文件", "a file of this name is in the way"},
                          {"用 --out 另选文件夹", "choose another folder with --out"});
    }
    if (fs::is_directory(target, error) && !fs::is_empty(target, error) && !fs::exists(target / kMark, error)) {
        return problem_of(target,
                          {"该文件夹不是测算结果（没有 manifest.json），不会覆盖",
                           "this folder is no earlier result (it has no manifest.json) and is not replaced"},
                          {"用 --out 另选文件夹", "choose another folder with --out"});
    }
    const fs::path parent = existing_parent(target);
    if (access(parent.c_str(), W_OK | X_OK) != 0 || !fs::is_directory(parent, error)) {
        return problem_of(target, {"无法在此写入：" + parent.string(), "cannot write here: " + parent.string()},
                          {"用 --out 另选可写的文件夹", "choose a folder you may write with --out"});
    }
    return std::nullopt;
}

OutputFolder::OutputFolder(fs::path target) : target_(without_trailing_slash(std::move(target))) {
    draft_ = target_;
    draft_ += ".partial-" + std::to_string(getpid());
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
    fs::path old = target_;
    old += ".old-" + std::to_string(getpid());
    const bool replaces = fs::exists(target_);
    if (replaces) { fs::rename(target_, old); }
    fs::rename(draft_, target_);
    published_ = true;
    if (replaces) { fs::remove_all(old); }
}

fs::path default_folder(const fs::path& scenario, std::string_view command) {
    std::error_code error;
    const fs::path absolute = fs::absolute(scenario, error);
    std::string name = absolute.parent_path().filename().string() + "-" + absolute.stem().string();
    if (command != "run") { name += "-" + std::string(command); }
    return fs::path("out") / name;
}

} // namespace kdt::app
