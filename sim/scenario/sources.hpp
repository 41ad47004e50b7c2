#pragma once

#include "scenario/findings.hpp"
#include "scenario/json_text.hpp"
#include "scenario/scenario.hpp"

#include <string>
#include <vector>

namespace kdt::scenario {

/// `sources` in file order; a pointer that leads nowhere is a mistake, or where the scenario was amended (an overlay
/// may have dropped what it spoke of) a notice.
std::vector<Source> read_sources(const Json& root, bool amended, Findings& findings);

/// Pointers of every figure and policy choice that no source covers; a source covers all that lies below its pointer.
std::vector<std::string> unsourced(const Json& root, const Json& schema, const std::vector<Source>& sources);

} // namespace kdt::scenario
