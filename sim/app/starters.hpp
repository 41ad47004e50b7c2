#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

// The scenarios that `kdt new` hands out. They are part of the program, so that an installed one needs nothing else.
namespace kdt::app {

/// A file as it lies below scenarios/ in the source tree.
struct StarterFile {
    std::string_view path; ///< "schemes/hubei/scenario.json"
    std::string_view bytes;
};

/// Every file that is handed out, sorted by path.
std::span<const StarterFile> starter_files();

/// One folder of the new scenario's sources, without the folder's own name: "scenario.json", "stress/1-mild.json".
std::vector<StarterFile> starter_folder(std::string_view folder);

/// The names that `--from` understands, sorted: the last part of each scheme's folder.
std::vector<std::string> scheme_names();

/// Where the files of a scheme lie: "schemes/hubei", "jiujiang". Empty where there is no such scheme.
std::string scheme_folder(std::string_view name);

} // namespace kdt::app
