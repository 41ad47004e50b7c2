#include "scenario/rules.hpp"

namespace kdt::scenario {

void check_rules(const Block&, Scenario&, Findings&) {}

} // namespace kdt::scenario
