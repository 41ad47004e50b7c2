#pragma once

#include "base/problem.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace kdt::app {

/// A result folder that appears whole or not at all: files are written beside it and moved into place by `publish`.
class OutputFolder {
public:
    /// What speaks against writing there: a folder with other things in it, a file, no permission. Nothing is created.
    static std::optional<Problem> objection(const std::filesystem::path& target);
    /// The same for a folder that must be new or empty.
    static std::optional<Problem> objection_to_new(const std::filesystem::path& target);

    /// Throws std::filesystem::filesystem_error or std::runtime_error where the disk does not take it.
    explicit OutputFolder(const std::filesystem::path& target);
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;
    /// Takes away what was not published.
    ~OutputFolder();

    /// `name` is relative, with '/'.
    void write(std::string_view name, std::string_view bytes) const;
    /// Replaces an earlier result of the same name.
    void publish();
    /// Moves the files into a folder that is new or empty; one that is there stays the same folder, since somebody may
    /// stand in it.
    void publish_new();

    const std::filesystem::path& target() const { return target_; }
    /// Where the files lie until they are published.
    const std::filesystem::path& draft() const { return draft_; }

private:
    std::filesystem::path target_;
    std::filesystem::path draft_;
    bool published_ = false;
};

/// "out/jiujiang-base" for jiujiang/base.json; with "stress": "out/jiujiang-base-stress".
std::filesystem::path default_folder(const std::filesystem::path& scenario, std::string_view command);

} // namespace kdt::app
