#pragma once

#include "engine/trace.hpp"

#include <string>
#include <vector>

namespace kdt::properties {

/// Keeps the books of a traced path a second time, plainly: it takes from the trace only what chance decided (who
/// defaults and recovers how much, which claims are rejected, who applies for what and where), and works out from the
/// contract every amount, payment, refusal, breaker and score. Returns what differs, empty when all agree.
std::vector<std::string> replay(const engine::Model& model, const engine::Trace& trace);

} // namespace kdt::properties
