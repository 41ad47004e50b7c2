#pragma once

#include <filesystem>
#include <string>

namespace kdt::reports {

/// A folder for files that other programs or libraries want to see on disk; taken away at the end.
class ScratchFolder {
public:
    /// Throws std::filesystem::filesystem_error where the system's temporary folder takes none.
    ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder();

    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// The whole file; throws std::runtime_error where it can't be read.
std::string bytes_of(const std::filesystem::path& file);
void write_bytes(const std::filesystem::path& file, const std::string& bytes);

} // namespace kdt::reports
