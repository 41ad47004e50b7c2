#pragma once

#include "engine/event.hpp"
#include "engine/model.hpp"

#include <string>

namespace kdt::study {

/// Where the scenario states the rule by which an event of a claim came about: a JSON pointer such as
/// "/products/科贷通/shares/1"; empty where the kind of event has none.
std::string clause_of(const engine::Model& model, const engine::Event& event);

} // namespace kdt::study
