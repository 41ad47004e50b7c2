#pragma once

#include "scenario/findings.hpp"
#include "scenario/scenario.hpp"
#include "scenario/table.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kdt::scenario {

/// The columns of a loan tape.
std::span<const ColumnName> tape_columns();

/// Reads a loan tape. `known` gives products, banks, tiers, sectors and the unit.
std::vector<TapeLoan> read_tape(std::string_view utf8, const std::string& file, const Scenario& known,
                                Findings& findings);

/// Reads the list of stated defaults (`credit.defaults_file`): loan_id, month, recovery.
std::vector<GivenDefault> read_defaults(std::string_view utf8, const std::string& file, const Scenario& known,
                                        Findings& findings);

} // namespace kdt::scenario
