#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>

namespace kdt::app {

/// A file held open, so that it stays the same file whatever happens to its name. Throws
/// std::filesystem::filesystem_error where the system refuses.
class HeldFile {
public:
    enum class Way {
        read, ///< as it is
        draft ///< to be written: made where it is missing, links not followed
    };
    HeldFile(const std::filesystem::path& path, Way way);
    HeldFile(HeldFile&& other) noexcept;
    HeldFile& operator=(HeldFile&& other) noexcept;
    ~HeldFile();

    bool is_plain() const;
    /// For as long as it is held; false where another process has done so.
    bool lock();
    /// Whether it is what the name stands for now.
    bool is_at(const std::filesystem::path& path) const;
    /// Its first bytes, `most` at most.
    std::string bytes(std::size_t most) const;
    /// Writes the parts in the place of all it held. They are on the disk then, not just on their way.
    void replace(std::initializer_list<std::string_view> parts);
    void empty();

private:
    [[noreturn]] void fail(const char* what) const;

    std::filesystem::path path_;
    int descriptor_;
};

} // namespace kdt::app
