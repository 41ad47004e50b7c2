#include "app/held_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace kdt::app {
namespace {

namespace fs = std::filesystem;

/// Neither a pipe nor a device keeps us waiting.
constexpr int kAlways = O_CLOEXEC | O_NONBLOCK;

int flags_of(HeldFile::Way way) {
    return way == HeldFile::Way::read ? O_RDONLY | kAlways : O_RDWR | O_CREAT | O_NOFOLLOW | kAlways;
}

} // namespace

HeldFile::HeldFile(const fs::path& path, Way way) : path_(path), descriptor_(open(path.c_str(), flags_of(way), 0666)) {
    if (descriptor_ < 0) { fail("cannot open"); }
}

HeldFile::HeldFile(HeldFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

HeldFile& HeldFile::operator=(HeldFile&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

HeldFile::~HeldFile() {
    if (descriptor_ >= 0) { close(descriptor_); }
}

bool HeldFile::is_plain() const {
    struct stat own {};
    return fstat(descriptor_, &own) == 0 && S_ISREG(own.st_mode);
}

bool HeldFile::lock() {
    // Some file systems know no locks: there it is up to the user.
    return flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

bool HeldFile::is_at(const fs::path& path) const {
    struct stat own {};
    struct stat there {};
    return fstat(descriptor_, &own) == 0 && stat(path.c_str(), &there) == 0 && own.st_dev == there.st_dev &&
           own.st_ino == there.st_ino;
}

std::string HeldFile::bytes(std::size_t most) const {
    constexpr std::size_t kPiece = std::size_t{1} << 20;
    std::string bytes;
    for (;;) {
        const std::size_t before = bytes.size();
        bytes.resize(before + std::min(kPiece, most - before));
        const ssize_t done =
            pread(descriptor_, bytes.data() + before, bytes.size() - before, static_cast<off_t>(before));
        if (done < 0 && errno != EINTR) { fail("cannot read"); }
        bytes.resize(before + static_cast<std::size_t>(std::max<ssize_t>(0, done)));
        if (done == 0) { return bytes; }
    }
}

void HeldFile::replace(std::initializer_list<std::string_view> parts) {
    empty();
    off_t at = 0;
    for (std::string_view rest : parts) {
        while (!rest.empty()) {
            const ssize_t done = pwrite(descriptor_, rest.data(), rest.size(), at);
            if (done < 0 && errno == EINTR) { continue; }
            if (done < 0) { fail("cannot write"); }
            rest.remove_prefix(static_cast<std::size_t>(done));
            at += done;
        }
    }
    if (fsync(descriptor_) != 0) { fail("cannot write"); }
}

void HeldFile::empty() {
    if (ftruncate(descriptor_, 0) != 0) { fail("cannot write"); }
}

void HeldFile::fail(const char* what) const {
    throw fs::filesystem_error(what, path_, std::error_code(errno, std::generic_category()));
}

} // namespace kdt::app
