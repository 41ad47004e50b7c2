#pragma once

#include "engine/model.hpp"
#include "results/frame.hpp"

namespace kdt::study {

/// The opening book by bank, product, tier and sector, and how concentrated it is.
results::BookFacts book_facts(const engine::Model& model);

} // namespace kdt::study
