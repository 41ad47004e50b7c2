#pragma once

#include "app/context.hpp"
#include "app/output_folder.hpp"
#include "results/manifest.hpp"
#include "scenario/load.hpp"

#include <chrono>
#include <string>

namespace kdt::app {

/// The formats a result may be asked in. What is not among them is refused before anything is simulated.
struct Formats {
    bool csv = true;
    bool markdown = true;
    bool json = true;
};

/// Reads "csv,md,json"; empty means all. Problems name what is unknown or cannot be delivered.
Checked<Formats> formats_of(const std::string& list);

/// The scenario as it is written into the result folder: the tape is found under inputs/.
std::string scenario_for_result(const scenario::Loaded& loaded, bool copies);

/// The effective scenario under `name` and, unless the user said no, its data files under inputs/.
void write_inputs(const OutputFolder& folder, const scenario::Loaded& loaded, const CommandLine& line,
                  const std::string& name = "scenario.json");

/// manifest.json: what is known about how the run was made.
void write_manifest(const OutputFolder& folder, const scenario::Loaded& loaded, const CommandLine& line,
                    std::chrono::system_clock::time_point started);

} // namespace kdt::app
