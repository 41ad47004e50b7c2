#pragma once

#include "scenario/load.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace kdt::app {

/// Input files other than the scenario and its overlays: they are copied, and found by name under inputs/.
bool is_data(const scenario::InputFile& input);
/// Where the file lies, from the root on.
std::filesystem::path place_of(const scenario::InputFile& input);

/// Where the data files of one or several cases lie in the result folder: under inputs/ by their own names, with a
/// number before it where another file has the name already. A copy keeps its name when it is run again.
class Copies {
public:
    /// Only data files: the scenario and its overlays are written anew.
    void add(const scenario::Loaded& loaded);
    /// Of a file that was added.
    const std::string& name_of(const scenario::InputFile& input) const;
    /// Each file once.
    const std::vector<std::pair<std::string, std::string>>& files() const { return files_; }

private:
    using Key = std::pair<std::string, std::string>; ///< own name and content
    std::map<Key, std::string> names_;
    std::vector<std::pair<std::string, std::string>> files_; ///< name in the result, bytes
};

/// The scenario as it is written into the result folder: it has its name in it, and finds its data files under inputs/
/// or, without copies, where they are.
std::string scenario_for_result(const scenario::Loaded& loaded, const Copies* copies);

/// The overlay that turns the written base into this case, whatever changed it (RFC 7396).
std::string overlay_for_result(const std::string& base, const std::string& overlaid);

} // namespace kdt::app
