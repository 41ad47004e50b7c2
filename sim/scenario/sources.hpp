#pragma once

#include "scenario/document.hpp"
#include "scenario/findings.hpp"
#include "scenario/json_text.hpp"
#include "scenario/scenario.hpp"

#include <string>
#include <vector>

namespace kdt::scenario {

/// `sources` in file order; a pointer that leads nowhere is a mistake, or a notice where an overlay or a setting
/// dropped what it spoke of.
std::vector<Source> read_sources(const Document& document, Findings& findings);

/// Pointers of every figure and policy choice that no source covers; a source covers all that lies below its pointer.
std::vector<std::string> unsourced(const Json& root, const Json& schema, const std::vector<Source>& sources);

} // namespace kdt::scenario
