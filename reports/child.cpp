#include "reports/child.hpp"

#include "reports/scratch_folder.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace kdt::reports {
namespace {

/// The environment with some settings in place of its own.
std::vector<std::string> environment_with(const std::vector<std::string>& settings) {
    std::vector<std::string> all = settings;
    const auto named_alike = [](const std::string& a, std::string_view b) {
        const std::size_t length = a.find('=') + 1;
        return b.substr(0, length) == std::string_view(a).substr(0, length);
    };
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view own = *entry;
        if (std::none_of(settings.begin(), settings.end(), [&](const auto& one) { return named_alike(one, own); })) {
            all.emplace_back(own);
        }
    }
    return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) { pointers.push_back(text.data()); }
    pointers.push_back(nullptr);
    return pointers;
}

/// Owns what tells the new process where to read and write.
class Streams {
public:
    explicit Streams(const std::filesystem::path& log) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        posix_spawn_file_actions_adddup2(&actions_, STDOUT_FILENO, STDERR_FILENO);
    }
    Streams(const Streams&) = delete;
    Streams& operator=(const Streams&) = delete;
    ~Streams() { posix_spawn_file_actions_destroy(&actions_); }
    const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

} // namespace

Ended run_child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                const std::vector<std::string>& settings, const std::filesystem::path& log) {
    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> environment = environment_with(settings);
    const Streams streams(log);
    pid_t child = 0;
    const int error = posix_spawn(&child, program.c_str(), streams.get(), nullptr, pointers_to(words).data(),
                                  pointers_to(environment).data());
    if (error != 0) { throw std::runtime_error(program.string() + ": " + std::strerror(error)); }
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) { throw std::runtime_error(program.string() + ": " + std::strerror(errno)); }
    }
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), bytes_of(log)};
}

} // namespace kdt::reports
