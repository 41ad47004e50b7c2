#pragma once

#include "base/problem.hpp"
#include "scenario/scenario.hpp"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace kdt::scenario {

/// `--set /pool/balance=5000`: split at the first '='; the value is JSON if it parses, else text.
struct Setting {
    std::string pointer;
    std::string value;
    std::string option = "--set"; ///< how the user said it
};

/// A file the result rests on: what its bytes were.
struct InputFile {
    std::string role; ///< "scenario", "overlay", "portfolio", "defaults"
    std::filesystem::path path;
    std::string sha256;
    std::string bytes; ///< kept for copies into the result folder
};

/// What the user asked for on the command line.
struct Request {
    std::filesystem::path scenario;
    std::vector<std::filesystem::path> overlays; ///< merged in this order (RFC 7396)
    std::vector<Setting> settings;               ///< applied after the overlays
};

struct Loaded {
    Scenario scenario;
    std::string effective_json; ///< overlays and settings applied, pretty-printed, as scenario.json is written
    std::vector<InputFile> inputs;
    std::vector<Text> notices; ///< things worth saying that are no errors ("合计 row skipped", …)
};

/// Reads, merges, checks against the schema and the cross-field rules. All problems at once; never throws for
/// anything a user can do.
Checked<Loaded> load(const Request& request);

} // namespace kdt::scenario
