#pragma once

#include <algorithm>
#include <filesystem>

namespace kdt::app {

/// Whether the folder is the other path or holds it; both absolute, without links.
inline bool holds(const std::filesystem::path& folder, const std::filesystem::path& other) {
    return std::mismatch(folder.begin(), folder.end(), other.begin(), other.end()).first == folder.end();
}

} // namespace kdt::app
