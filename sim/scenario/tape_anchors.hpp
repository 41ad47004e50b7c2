#pragma once

#include "scenario/findings.hpp"
#include "scenario/scenario.hpp"

#include <map>
#include <string>
#include <vector>

namespace kdt::scenario {

/// Who supplies whom in a tape: every anchor must be a borrower of it, a borrower has one, and nobody is an anchor of
/// its own over however many steps. `lines` by loan id and `column` (1-based) say where for messages.
void check_anchors(const std::vector<TapeLoan>& loans, const std::map<std::string, int>& lines, const std::string& file,
                   int column, Findings& findings);

} // namespace kdt::scenario
