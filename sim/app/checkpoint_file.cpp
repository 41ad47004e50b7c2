#include "app/checkpoint_file.hpp"

#include "base/byte_stream.hpp"
#include "base/hash.hpp"
#include "base/version.hpp"
#include "scenario/bytes.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace kdt::app {
namespace {

namespace fs = std::filesystem;

/// Begins every checkpoint; the number is that of this layout: header, hash, content.
constexpr std::string_view kMark = "kedaitong.checkpoint/1\n";

/// However slow the disk, a run computes for at least so many times as long as it writes.
constexpr int kBetween = 4;

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    if (in.bad()) { throw fs::filesystem_error("cannot read", file, std::make_error_code(std::errc::io_error)); }
    return bytes;
}

[[noreturn]] void fail(const fs::path& file) {
    throw fs::filesystem_error("cannot write", file, std::error_code(errno, std::generic_category()));
}

/// A file open for writing, closed at the end.
class Writing {
public:
    explicit Writing(const fs::path& file)
        : file_(file), descriptor_(open(file.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0666)) {
        if (descriptor_ < 0) { fail(file_); }
    }
    Writing(const Writing&) = delete;
    Writing& operator=(const Writing&) = delete;
    ~Writing() {
        if (descriptor_ >= 0) { close(descriptor_); }
    }
    void put(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t done = ::write(descriptor_, bytes.data(), bytes.size());
            if (done < 0 && errno == EINTR) { continue; }
            if (done < 0) { fail(file_); }
            bytes.remove_prefix(static_cast<std::size_t>(done));
        }
    }
    /// On the disk, not just on its way.
    void settle() {
        if (fsync(descriptor_) != 0) { fail(file_); }
        if (close(std::exchange(descriptor_, -1)) != 0) { fail(file_); }
    }

private:
    fs::path file_;
    int descriptor_;
};

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

Problem about(const fs::path& file, Text what, Text fix) {
    Problem problem;
    problem.file = "--checkpoint " + scenario::shown(file);
    problem.what = std::move(what);
    problem.fix = std::move(fix);
    return problem;
}

const Text kElsewhere{"换一个文件名", "name another file"};
const Text kBeginAnew{"删除它以从头测算，或换一个文件名", "remove it to begin anew, or name another file"};

std::string header_of(const RunIdentity& identity) {
    ByteWriter out;
    out.put_text(identity.program)
        .put_text(identity.scenario)
        .put(identity.seed)
        .put(identity.paths)
        .put(identity.precision);
    return out.take();
}

/// Whether `file` lies in the folder, as far as links tell.
bool lies_in(const fs::path& file, const fs::path& folder) {
    std::error_code error;
    const fs::path inner = fs::weakly_canonical(fs::absolute(folder_of(file)), error);
    const fs::path outer = fs::weakly_canonical(fs::absolute(folder), error);
    return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

} // namespace

RunIdentity identity_of(const scenario::Loaded& loaded) {
    // What may change between two tries at one run: the language of its reports, and what is named apart.
    auto scenario = nlohmann::json::parse(loaded.effective_json);
    for (const char* pointer : {"/simulation/paths", "/simulation/seed", "/simulation/precision", "/report/language"}) {
        const nlohmann::json::json_pointer at(pointer);
        if (scenario.contains(at)) { scenario[at.parent_pointer()].erase(at.back()); }
    }
    std::string all = scenario.dump();
    for (const scenario::InputFile& input : loaded.inputs) {
        if (input.role != "scenario" && input.role != "overlay") { all += "\n" + input.role + " " + input.sha256; }
    }
    RunIdentity identity;
    identity.program = std::string(base::version()) + " " + sha256_hex(bytes_of("/proc/self/exe"));
    identity.scenario = sha256_hex(all);
    identity.seed = loaded.scenario.seed;
    identity.paths = loaded.scenario.paths;
    identity.precision = loaded.scenario.precision.value_or(0.0);
    return identity;
}

CheckpointFile::CheckpointFile(fs::path file, RunIdentity identity, Seconds interval)
    : file_(std::move(file)), identity_(std::move(identity)), interval_(interval) {
    wait({});
}

Problems CheckpointFile::open(const fs::path& result, const std::vector<scenario::InputFile>& inputs) {
    Problems problems;
    const auto refuse = [&](Text what, Text fix) { problems.push_back(about(file_, std::move(what), std::move(fix))); };
    std::error_code error;
    const fs::file_status status = fs::status(file_, error);
    if (!file_.has_filename() || fs::is_directory(status)) {
        refuse({"没有写文件名", "names no file"}, kElsewhere);
    } else if (!fs::is_directory(folder_of(file_), error)) {
        refuse({"没有这个文件夹", "there is no such folder"}, {"先建立文件夹", "make the folder first"});
    } else if (lies_in(file_, result)) {
        refuse({"在结果文件夹之内，结果写出时会被替换", "lies in the result folder, which is replaced at the end"},
               kElsewhere);
    } else if (fs::exists(status) && !fs::is_regular_file(status)) {
        refuse({"不是普通文件", "is no plain file"}, kElsewhere);
    } else if (access(folder_of(file_).c_str(), W_OK) != 0) {
        refuse({"无法在此写入", "cannot write here"}, kElsewhere);
    } else if (std::any_of(inputs.begin(), inputs.end(),
                           [&](const auto& input) { return fs::equivalent(input.path, file_, error); })) {
        refuse({"是本次测算的输入文件", "is an input of this run"}, kElsewhere);
    } else if (fs::exists(status)) {
        read(problems);
    }
    return problems;
}

void CheckpointFile::read(Problems& problems) {
    const std::string bytes = bytes_of(file_);
    if (!bytes.starts_with(kMark)) {
        const bool of_ours = bytes.starts_with(kMark.substr(0, kMark.find('/')));
        problems.push_back(about(file_,
                                 of_ours ? Text{"由另一版本写出", "was written by another version"}
                                         : Text{"不是断点文件，不会覆盖", "is no checkpoint, and is not overwritten"},
                                 of_ours ? kBeginAnew : kElsewhere));
        return;
    }
    try {
        ByteReader in(std::string_view(bytes).substr(kMark.size()));
        const std::string header = in.get_text();
        const std::string hash = in.get_text();
        paths_ = in.get<std::int64_t>();
        kept_ = in.get_text();
        in.expect_end();
        if (sha256_hex(header + std::to_string(paths_) + sha256_hex(kept_)) != hash) { throw BadBytes("damaged"); }
        compare(header, problems);
    } catch (const BadBytes&) {
        problems.push_back(about(file_, {"已损坏或不完整", "is damaged or incomplete"}, kBeginAnew));
    }
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
        if (!same) { problems.push_back(about(file_, std::move(what), kBeginAnew)); }
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
    const std::string header = header_of(identity_);
    ByteWriter front;
    front.put_text(header).put_text(sha256_hex(header + std::to_string(paths) + sha256_hex(bytes))).put(paths);
    front.put<std::uint64_t>(bytes.size());
    const fs::path draft = draft_of(file_);
    try {
        Writing out(draft);
        out.put(kMark);
        out.put(front.bytes());
        out.put(bytes);
        out.settle();
        fs::rename(draft, file_);
    } catch (const fs::filesystem_error&) {
        std::error_code ignored;
        fs::remove(draft, ignored);
        throw;
    }
    settle_folder(folder_of(file_));
    paths_ = paths;
    wait(kBetween * (Clock::now() - started));
}

void CheckpointFile::remove() {
    std::error_code ignored; // it may never have been due
    fs::remove(draft_of(file_), ignored);
    fs::remove(file_, ignored);
}

} // namespace kdt::app
