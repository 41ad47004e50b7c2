#include "app/output_folder.hpp"

#include "app/holds.hpp"
#include "base/utf8.hpp"
#include "scenario/bytes.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <stdexcept>

namespace kdt::app {
namespace {

namespace fs = std::filesystem;

/// Every result folder holds this file in this format; a folder without it is not ours to replace.
constexpr const char* kMark = "manifest.json";
constexpr std::string_view kMarkFormat = "kedaitong.manifest/1";

/// What an earlier run said of its folder.
struct Earlier {
    bool ours = false;
    std::optional<std::set<std::string>> files; ///< names below the folder; absent in results of older versions
};

Earlier earlier_result(const fs::path& folder) {
    Earlier earlier;
    std::error_code error;
    if (!fs::is_regular_file(folder / kMark, error)) { return earlier; } // a pipe would keep us waiting
    std::ifstream file(folder / kMark);
    const auto manifest = nlohmann::json::parse(file, nullptr, false);
    earlier.ours = manifest.is_object() && manifest.value("format", nlohmann::json()) == kMarkFormat;
    if (!earlier.ours || !manifest.contains("files") || !manifest["files"].is_array()) { return earlier; }
    earlier.files.emplace();
    earlier.files->insert(kMark);
    for (const auto& name : manifest["files"]) {
        if (name.is_string()) { earlier.files->insert(name.get<std::string>()); }
    }
    return earlier;
}

/// Whether one of the files lies in the folder "csv".
bool is_folder_of(const std::string& folder, const std::set<std::string>& files) {
    const auto first = files.lower_bound(folder + "/");
    return first != files.end() && first->starts_with(folder + "/");
}

struct Entry {
    std::string name; ///< below the folder, with '/'
    bool is_folder = false;
};

/// All that stands below a folder, folders before their parts. Links are not followed: they are entries like any other.
std::vector<Entry> entries_of(const fs::path& folder) {
    std::vector<Entry> entries;
    std::error_code error;
    for (auto at = fs::recursive_directory_iterator(folder, error); !error && at != fs::end(at); at.increment(error)) {
        std::error_code unknown;
        entries.push_back({at->path().lexically_relative(folder).generic_string(),
                           at->symlink_status(unknown).type() == fs::file_type::directory});
    }
    if (error) { entries.push_back({error.message(), false}); } // what can't be seen may be anybody's
    return entries;
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

/// Why a folder that is already there is not to be replaced.
std::optional<Problem> objection_to_replacing(const fs::path& wanted, const fs::path& target,
                                              const std::vector<fs::path>& inputs) {
    const Text elsewhere{"用 --out 另选文件夹", "choose another folder with --out"};
    std::error_code error;
    if (holds(target, fs::current_path(error))) {
        return problem_of(
            scenario::shown(wanted),
            {"这是当前文件夹（或包含它），不能替换", "this is, or holds, the current folder, which cannot be replaced"},
            elsewhere);
    }
    for (const fs::path& input : inputs) {
        if (!holds(target, resolved(input))) { continue; }
        const std::string name = scenario::shown(input);
        return problem_of(scenario::shown(wanted),
                          {"其中有本次测算的输入文件 " + name + "，不会覆盖",
                           "it holds " + name + ", an input of this run, and is not replaced"},
                          elsewhere);
    }
    if (fs::is_empty(target, error)) { return std::nullopt; }
    const Earlier earlier = earlier_result(target);
    if (!earlier.ours) {
        return problem_of(scenario::shown(wanted),
                          {"该文件夹不是测算结果（没有本程序的 manifest.json），不会覆盖",
                           "this folder is no earlier result (it has no manifest.json of ours) and is not replaced"},
                          elsewhere);
    }
    const Text remove_it{"确认后删除该文件夹，或用 --out 另选文件夹", "remove it, or choose another folder with --out"};
    if (!earlier.files) {
        return problem_of(scenario::shown(wanted),
                          {"该结果由较早版本写出，没有列出文件，无法确认其中没有您的文件，不会覆盖",
                           "this result was written by an earlier version, which did not list its files: yours might "
                           "be among them, so it is not replaced"},
                          remove_it);
    }
    for (const Entry& entry : entries_of(target)) {
        const bool known =
            entry.is_folder ? is_folder_of(entry.name, *earlier.files) : earlier.files->contains(entry.name);
        if (known) { continue; }
        const std::string name = well_formed(entry.name);
        return problem_of(scenario::shown(wanted),
                          {"其中有不属于上次结果的 " + name + "，不会覆盖",
                           "it holds " + name + ", which is not of the earlier result, and is not replaced"},
                          {"移走它，或用 --out 另选文件夹", "move it away, or choose another folder with --out"});
    }
    return std::nullopt;
}

/// Takes an earlier result away, file by file, so that nothing else goes with it.
void remove_result(const fs::path& folder) {
    const std::set<std::string> files = earlier_result(folder).files.value_or(std::set<std::string>{});
    std::vector<Entry> entries = entries_of(folder);
    std::reverse(entries.begin(), entries.end());
    std::error_code ignored;
    for (const Entry& entry : entries) {
        // A folder goes once it is empty.
        if (entry.is_folder || files.contains(entry.name)) { fs::remove(folder / entry.name, ignored); }
    }
    if (!fs::remove(folder, ignored)) {
        spdlog::warn("{}: kept, for what came into it during the run", scenario::shown(folder));
    }
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
        return problem_of(scenario::shown(wanted), {"输出位置已有同名文件", "a file of this name is in the way"},
                          elsewhere);
    }
    if (const std::error_code refused = trial(target)) {
        return problem_of(scenario::shown(wanted),
                          {"无法在此写入：" + refused.message(), "cannot write here: " + refused.message()}, elsewhere);
    }
    return std::nullopt;
}

} // namespace

std::optional<Problem> OutputFolder::objection(const fs::path& wanted, const std::vector<fs::path>& inputs) {
    const Text elsewhere{"用 --out 另选文件夹", "choose another folder with --out"};
    if (wanted.empty()) { return problem_of("--out", {"没有写文件夹名", "names no folder"}, elsewhere); }
    const fs::path target = resolved(wanted);
    std::error_code error;
    if (fs::is_directory(fs::symlink_status(target, error))) {
        if (auto refused = objection_to_replacing(wanted, target, inputs)) { return refused; }
    }
    return obstacle(wanted, elsewhere);
}

std::optional<Problem> OutputFolder::objection_to_new(const fs::path& wanted) {
    const Text elsewhere{"另写一个文件夹名", "name another folder"};
    if (wanted.empty()) { return problem_of("DIR", {"没有写文件夹名", "names no folder"}, elsewhere); }
    if (is_full(wanted)) {
        return problem_of(scenario::shown(wanted),
                          {"该文件夹里已有文件，不会改动", "there are files in this folder; it is left alone"},
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

void OutputFolder::write(std::string_view name, std::string_view bytes) {
    const fs::path path = draft_ / fs::path(name);
    fs::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) { throw std::runtime_error("cannot write " + path.string()); }
    if (std::find(written_.begin(), written_.end(), name) == written_.end()) { written_.emplace_back(name); }
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
    if (replaces) { remove_result(old); }
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
