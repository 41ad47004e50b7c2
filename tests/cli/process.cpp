#include "cli/process.hpp"
#include "this_build.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace testing {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void become(const std::vector<std::string>& words, const fs::path& folder, const fs::path& out,
                         const fs::path& err) {
    const auto redirect = [](const fs::path& file, int descriptor) {
        dup2(open(file.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600), descriptor);
    };
    dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
    redirect(out, STDOUT_FILENO);
    redirect(err, STDERR_FILENO);
    if (!folder.empty() && chdir(folder.c_str()) != 0) { _exit(126); }
    std::vector<char*> arguments;
    for (const std::string& word : words) { arguments.push_back(const_cast<char*>(word.c_str())); }
    arguments.push_back(nullptr);
    execv(arguments[0], arguments.data());
    _exit(127);
}

} // namespace

Finished run_process(const std::vector<std::string>& words, const ProcessOptions& options) {
    using Clock = std::chrono::steady_clock;
    const TemporaryFolder folder;
    const auto start = Clock::now();
    const pid_t child = fork();
    if (child < 0) { throw std::runtime_error("cannot start a process"); }
    if (child == 0) { become(words, options.folder, folder / "out", folder / "err"); }
    if (options.while_running) { options.while_running(child); }

    Finished finished;
    int status = 0;
    rusage usage{};
    while (wait4(child, &status, WNOHANG, &usage) == 0) {
        const std::chrono::duration<double> running = Clock::now() - start;
        if (running.count() > options.timeout_seconds && !finished.timed_out) {
            finished.timed_out = true;
            kill(child, SIGKILL);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    finished.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    finished.peak_kb = usage.ru_maxrss;
    finished.out = read_file(folder / "out");
    finished.err = read_file(folder / "err");
    return finished;
}

Finished run_kdt(std::vector<std::string> words, const ProcessOptions& options) {
    words.insert(words.begin(), testing::kKdtBinary);
    return run_process(words, options);
}

void wait_for_simulation(pid_t process) {
    const fs::path tasks = "/proc/" + std::to_string(process) + "/task";
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (std::chrono::steady_clock::now() < until) {
        std::error_code ended;
        const auto threads = std::distance(fs::directory_iterator(tasks, ended), fs::directory_iterator{});
        if (ended || threads > 1) { return; }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

TemporaryFolder::TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "kdt-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) { throw std::runtime_error("cannot make a temporary folder"); }
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string read_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const fs::path& file, const std::string& bytes) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

std::vector<std::string> files_below(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) { names.push_back(fs::relative(entry.path(), folder).generic_string()); }
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace testing
