#pragma once

#include "scenario/block.hpp"
#include "scenario/findings.hpp"
#include "scenario/scenario.hpp"

namespace kdt::scenario {

/// The rules that go across fields, which a schema can't say. Each asks first whether what it rests on is sound.
/// The tape must have been read. May repair what a notice explains (`paths` of a `given` scenario).
void check_rules(const Block& root, Scenario& scenario, Findings& findings);

} // namespace kdt::scenario
