#pragma once

#include "results/results.hpp"
#include "results/table.hpp"

namespace kdt::reports {

/// What each bank bears of the banks' net loss, from the greatest; of many banks the least stand in one row. The last
/// row is the sum. No rows where the run has no banks.
results::Table bank_waterfall_table(const results::Results& results);

} // namespace kdt::reports
