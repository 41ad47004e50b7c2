#pragma once

#include "base/problem.hpp"

#include <filesystem>
#include <string>

namespace kdt::scenario {

/// The whole file, at most `largest` bytes of it; a file that is missing, unreadable, a folder, a pipe or
/// larger is a problem.
Checked<std::string> read_bytes(const std::filesystem::path& path, std::size_t largest);

/// The path as the user gave it, fit for text: what is not UTF-8 or may not stand in text (is_unfit) shows as U+FFFD.
std::string shown(const std::filesystem::path& path);

} // namespace kdt::scenario
