#include "app/checkpoint_file.hpp"

#include "app/holds.hpp"
#include "base/byte_stream.hpp"
#include "base/hash.hpp"
#include "scenario/bytes.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace kdt::app {
namespace {

namespace fs = std::filesystem;

/// Begins every checkpoint; the number is that of this layout: header, hash, content.
constexpr std::string_view kFileMark = "kedaitong.checkpoint/1\n";

/// However slow the disk, a run computes for at least so many times as long as it writes.
constexpr int kBetween = 4;

/// The entry of a renamed file is on the disk once its folder is.
void settle_folder(const fs::path& folder) {
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) { return; }
    fsync(descriptor); // not every file system can, and the file itself is whole either way
    close(descriptor);
}

fs::path folder_of(const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path("."); }

/// Always the same, so that what a killed run left half-written is written over.
fs::path draft_of(const fs::path& file) {
    fs::path draft = file;
    return draft += ".partial";
}

/// Whether it may be written over: what a run left there, if only its beginning.
bool is_draft(const HeldFile& file) {
    return file.is_plain() && kFileMark.substr(0, file.bytes(kFileMark.size()).size()) == file.bytes(kFileMark.size());
}

const Text kElsewhere{"换一个文件名", "name another file"};
const Text kInUse{"另一个测算正在使用它", "another run is using it"};
const Text kWait{"等它结束，或换一个文件名", "wait until that has ended, or name another file"};
const Text kBeginAnew{"删除它以从头测算，或换一个文件名", "remove it to begin anew, or name another file"};

/// Where a name lies, links on the way to it followed.
fs::path place_of(const fs::path& name) {
    std::error_code error;
    const fs::path place = name.has_filename() ? name : name.parent_path();
    return fs::weakly_canonical(fs::absolute(folder_of(place)), error) / place.filename();
}

/// Whether one would stand in the other's way.
bool collide(const fs::path& file, const fs::path& result) {
    std::error_code error;
    const fs::path place = place_of(file);
    const fs::path folder = place_of(result);
    return holds(folder, place) || holds(place, folder) || holds(fs::weakly_canonical(folder, error), place);
}

} // namespace

CheckpointFile::CheckpointFile(fs::path file, RunIdentity identity, Seconds interval)
    : file_(std::move(file)), identity_(std::move(identity)), interval_(interval) {
    wait({});
}

CheckpointFile::~CheckpointFile() {
    std::error_code ignored; // nothing more can be done
    if (draft_ && draft_->is_at(draft_of(file_))) { fs::remove(draft_of(file_), ignored); }
}

Problems CheckpointFile::open(const fs::path& result, const std::vector<scenario::InputFile>& inputs) {
    Problems problems;
    std::error_code error;
    const fs::file_status status = fs::status(file_, error);
    if (!file_.has_filename() || fs::is_directory(status)) {
        refuse({"没有写文件名", "names no file"}, kElsewhere, problems);
    } else if (!fs::is_directory(folder_of(file_), error)) {
        refuse({"没有这个文件夹", "there is no such folder"}, {"先建立文件夹", "make the folder first"}, problems);
    } else if (collide(file_, result) || collide(draft_of(file_), result)) {
        refuse({"与结果文件夹重叠，结果写出时会被替换",
                "overlaps with the result folder, which is put in its place at the end"},
               kElsewhere, problems);
    } else if (fs::exists(status) && !fs::is_regular_file(status)) {
        refuse({"不是普通文件", "is no plain file"}, kElsewhere, problems);
    } else if (std::any_of(inputs.begin(), inputs.end(),
                           [&](const auto& input) { return fs::equivalent(input.path, file_, error); })) {
        refuse({"是本次测算的输入文件", "is an input of this run"}, kElsewhere, problems);
    } else {
        if (fs::exists(status)) { hold(problems); }
        if (problems.empty()) { begin_draft(problems); }
    }
    return problems;
}

void CheckpointFile::refuse(Text what, Text fix, Problems& problems) const {
    problems.push_back(problem_of("--checkpoint " + scenario::shown(file_), std::move(what), std::move(fix)));
}

void CheckpointFile::hold(Problems& problems) {
    try {
        held_.emplace(file_, HeldFile::Way::read);
        if (!held_->lock() || !held_->is_at(file_)) { return refuse(kInUse, kWait, problems); }
        read(held_->bytes(std::string::npos), problems);
    } catch (const fs::filesystem_error& failure) {
        const std::string reason = failure.code().message();
        refuse({"无法读取：" + reason, "can't be read: " + reason}, kElsewhere, problems);
    }
}

void CheckpointFile::begin_draft(Problems& problems) {
    const fs::path draft = draft_of(file_);
    const std::string name = scenario::shown(draft.filename());
    std::error_code error;
    const fs::file_status status = fs::symlink_status(draft, error);
    const Text foreign{"断点先写入旁边的 " + name + "，而那里已有别的东西，不会覆盖",
                       "is written as " + name + " first, where something else is, which is not overwritten"};
    if (fs::exists(status) && !fs::is_regular_file(status)) { return refuse(foreign, kElsewhere, problems); }
    try {
        HeldFile opened(draft, HeldFile::Way::draft);
        if (!is_draft(opened)) { return refuse(foreign, kElsewhere, problems); }
        if (!opened.lock() || !opened.is_at(draft)) { return refuse(kInUse, kWait, problems); }
        draft_ = std::move(opened);
    } catch (const fs::filesystem_error& failure) {
        const std::string reason = failure.code().message();
        refuse({"无法写入 " + name + "：" + reason, name + " can't be written beside it: " + reason}, kElsewhere,
               problems);
    }
}

void CheckpointFile::read(const std::string& bytes, Problems& problems) {
    if (!bytes.starts_with(kFileMark)) {
        const bool of_ours = bytes.starts_with(kFileMark.substr(0, kFileMark.find('/')));
        return refuse(of_ours ? Text{"由另一版本写出", "was written by another version"}
                              : Text{"不是断点文件，不会覆盖", "is no checkpoint, and is not overwritten"},
                      of_ours ? kBeginAnew : kElsewhere, problems);
    }
    try {
        ByteReader in(std::string_view(bytes).substr(kFileMark.size()));
        const std::string header = in.get_text();
        const std::string hash = in.get_text();
        paths_ = in.get<std::int64_t>();
        kept_ = in.get_text();
        in.expect_end();
        if (sha256_hex(header + std::to_string(paths_) + sha256_hex(kept_)) != hash) { throw BadBytes("damaged"); }
        compare(header, problems);
    } catch (const BadBytes&) { refuse({"已损坏或不完整", "is damaged or incomplete"}, kBeginAnew, problems); }
}

void CheckpointFile::compare(const std::string& header, Problems& problems) {
    ByteReader in(header);
    RunIdentity other;
    other.program = in.get_text();
    other.scenario = in.get_text();
    other.seed = in.get<std::uint64_t>();
    other.paths = in.get<std::int64_t>();
    other.precision = in.get<double>();
    const auto expect = [&](bool same, Text what) {
        if (!same) { refuse(std::move(what), kBeginAnew, problems); }
    };
    const std::string version = other.program.substr(0, other.program.find(' '));
    expect(other.program == identity_.program,
           {"由另一构建的 kdt（" + version + "）写出", "was written by another build of kdt (" + version + ")"});
    expect(other.scenario == identity_.scenario,
           {"属于另一情景（或输入文件已改动）", "is of another scenario, or an input file has changed"});
    expect(other.seed == identity_.seed, {fmt::format("随机种子是 {}，本次为 {}", other.seed, identity_.seed),
                                          fmt::format("its seed is {}, here it is {}", other.seed, identity_.seed)});
    expect(other.paths == identity_.paths,
           {fmt::format("路径数是 {}，本次为 {}", other.paths, identity_.paths),
            fmt::format("its number of paths is {}, here it is {}", other.paths, identity_.paths)});
    expect(other.precision == identity_.precision,
           {fmt::format("精度是 {}，本次为 {}（0：没有）", other.precision, identity_.precision),
            fmt::format("its precision is {}, here it is {} (0: none)", other.precision, identity_.precision)});
}

void CheckpointFile::wait(Clock::duration least) {
    const auto interval = std::chrono::duration_cast<Clock::duration>(interval_);
    next_ = (Clock::now() + std::max(interval, least)).time_since_epoch().count();
}

void CheckpointFile::keep(std::string_view bytes, std::int64_t paths) {
    const auto started = Clock::now();
    try {
        write(bytes, paths);
        paths_ = paths;
    } catch (const fs::filesystem_error& failure) {
        if (!std::exchange(warned_, true)) {
            spdlog::warn("{}: the checkpoint cannot be written, and stays as it was: {}", scenario::shown(file_),
                         failure.code().message());
        }
    }
    wait(kBetween * (Clock::now() - started));
}

void CheckpointFile::write(std::string_view bytes, std::int64_t paths) {
    const std::string header = bytes_of(identity_);
    ByteWriter front;
    front.put_text(header).put_text(sha256_hex(header + std::to_string(paths) + sha256_hex(bytes))).put(paths);
    front.put<std::uint64_t>(bytes.size());
    const fs::path draft = draft_of(file_);
    Problems problems;
    if (!draft_ || !draft_->is_at(draft)) {
        draft_.reset();
        begin_draft(problems);
    }
    if (!draft_) { throw fs::filesystem_error("in the way", draft, std::make_error_code(std::errc::file_exists)); }
    try {
        draft_->replace({kFileMark, front.bytes(), bytes});
        fs::rename(draft, file_);
    } catch (const fs::filesystem_error&) {
        draft_->empty(); // what is too much for the disk should not fill it
        throw;
    }
    held_ = std::move(draft_);
    draft_.reset();
    settle_folder(folder_of(file_));
}

void CheckpointFile::remove() {
    std::error_code ignored; // it may never have been due
    if (held_ && held_->is_at(file_)) { fs::remove(file_, ignored); }
}

} // namespace kdt::app
