#pragma once

#include <filesystem>
#include <string_view>

namespace kdt::reports {

/// Whether a file is a zip archive that lists an entry of this name; its contents are not looked at.
bool archive_holds(const std::filesystem::path& file, std::string_view entry);

} // namespace kdt::reports
