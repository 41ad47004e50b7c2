#pragma once

#include "base/problem.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kdt::app {

/// A result folder that appears whole or not at all: files are written beside it and moved into place by `publish`.
/// An earlier result is replaced only while it holds nothing but what its manifest lists.
class OutputFolder {
public:
    /// What speaks against writing there: a folder that holds anything that no earlier run wrote, an input of this run,
    /// or the current folder; a file; no permission. Nothing is created.
    static std::optional<Problem> objection(const std::filesystem::path& target,
                                            const std::vector<std::filesystem::path>& inputs);
    /// The same for a folder that must be new or empty.
    static std::optional<Problem> objection_to_new(const std::filesystem::path& target);

    /// Throws std::filesystem::filesystem_error or std::runtime_error where the disk does not take it.
    explicit OutputFolder(const std::filesystem::path& target);
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;
    /// Takes away what was not published.
    ~OutputFolder();

    /// `name` is relative, with '/'.
    void write(std::string_view name, std::string_view bytes);
    /// Replaces an earlier result of the same name. What came into it during the run is kept beside.
    void publish();
    /// Moves the files into a folder that is new or empty; one that is there stays the same folder, since somebody may
    /// stand in it.
    void publish_new();

    /// What was written so far, for the manifest.
    const std::vector<std::string>& written() const { return written_; }
    const std::filesystem::path& target() const { return target_; }
    /// Where the files lie until they are published.
    const std::filesystem::path& draft() const { return draft_; }

private:
    std::filesystem::path target_;
    std::filesystem::path draft_;
    std::vector<std::string> written_;
    bool published_ = false;
};

/// What speaks against adding to a folder: it holds no result of ours that lists its files, or takes no files.
std::optional<Problem> objection_to_adding(const std::filesystem::path& folder);

/// What stands where the file should go and can't be replaced by it, or a folder of it that takes no files.
std::optional<Problem> objection_to_adding(const std::filesystem::path& folder, std::string_view name);

/// Writes a file into a finished result, whole or not at all, over one of its name that the result lists; the manifest
/// lists it from then on. Throws as OutputFolder does.
void add_to_result(const std::filesystem::path& folder, std::string_view name, std::string_view bytes);

/// "out/jiujiang-base" for jiujiang/base.json; with "stress": "out/jiujiang-base-stress".
std::filesystem::path default_folder(const std::filesystem::path& scenario, std::string_view command);

} // namespace kdt::app
