#include "app/starters.hpp"

#include <algorithm>

namespace kdt::app {
namespace {

constexpr std::string_view kGallery = "schemes/";
/// A scheme that was there before the gallery and keeps its place.
constexpr std::string_view kOutsideGallery = "jiujiang";

} // namespace

std::vector<StarterFile> starter_folder(std::string_view folder) {
    const std::string prefix = std::string(folder) + "/";
    std::vector<StarterFile> files;
    for (const StarterFile& file : starter_files()) {
        if (file.path.starts_with(prefix)) { files.push_back({file.path.substr(prefix.size()), file.bytes}); }
    }
    return files;
}

std::vector<std::string> scheme_names() {
    std::vector<std::string> names{std::string(kOutsideGallery)};
    for (const StarterFile& file : starter_files()) {
        if (!file.path.starts_with(kGallery)) { continue; }
        const std::string_view below = file.path.substr(kGallery.size());
        names.emplace_back(below.substr(0, below.find('/')));
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::string scheme_folder(std::string_view name) {
    const std::vector<std::string> names = scheme_names();
    if (std::find(names.begin(), names.end(), name) == names.end()) { return {}; }
    return name == kOutsideGallery ? std::string(name) : std::string(kGallery) + std::string(name);
}

} // namespace kdt::app
