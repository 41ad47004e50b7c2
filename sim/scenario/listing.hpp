#pragma once

#include "scenario/document.hpp"
#include "scenario/findings.hpp"

namespace kdt::scenario {

/// What was found as the user reads it: in file order, each with the file and line its value came from, cut off after
/// kMostListed with a count of the rest. Without a document only what knows its own place can be listed.
Problems listed(const Findings& findings, const Document* document);

} // namespace kdt::scenario
