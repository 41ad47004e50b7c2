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

/// What speaks against writing there the result of these inputs.
Problems objections(const CommandLine& line, const std::filesystem::path& target,
                    const std::vector<scenario::InputFile>& inputs);

/// The effective scenario and, unless the user said no, its data files under inputs/.
void write_inputs(OutputFolder& folder, const scenario::Loaded& loaded, const CommandLine& line);

/// manifest.json: what is known about how the run was made, and all that was written before.
void write_manifest(OutputFolder& folder, const scenario::Loaded& loaded, const CommandLine& line,
                    std::chrono::system_clock::time_point started, int processes = 1);

} // namespace kdt::app
