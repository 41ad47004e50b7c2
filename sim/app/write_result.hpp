#pragma once

#include "app/context.hpp"
#include "app/copies.hpp"
#include "app/output_folder.hpp"
#include "results/manifest.hpp"
#include "scenario/load.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace kdt::app {

/// The formats a result may be asked in. What is not among them is refused before anything is simulated.
struct Formats {
    bool csv = true;
    bool markdown = true;
    bool json = true;
};

/// Reads "csv,md,json"; nothing said means all. Problems name what is unknown or cannot be delivered.
Checked<Formats> formats_of(const std::optional<std::string>& list);

/// What speaks against writing there the result of these inputs.
Problems objections(const CommandLine& line, const std::filesystem::path& target,
                    const std::vector<scenario::InputFile>& inputs);

/// The effective scenario and, unless the user said no, its data files under inputs/.
void write_inputs(OutputFolder& folder, const scenario::Loaded& loaded, const CommandLine& line);

/// manifest.json: what is known about how the run was made, and all that was written before.
void write_manifest(OutputFolder& folder, const scenario::Loaded& loaded, const CommandLine& line,
                    std::chrono::system_clock::time_point started, int processes = 1);

} // namespace kdt::app
