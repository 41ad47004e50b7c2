#pragma once

#include "engine/model.hpp"
#include "tally/scores.hpp"
#include "tally/tally.hpp"

#include <string>
#include <vector>

namespace kdt::properties {

/// Everything two runs of one model gathered, compared exactly; returns the names of what differs.
std::vector<std::string> differences(const engine::Model& model, const tally::Scores& a, const tally::Scores& b);
std::vector<std::string> differences(const engine::Model& model, const tally::Tally& a, const tally::Tally& b);

} // namespace kdt::properties
