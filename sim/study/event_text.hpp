#pragma once

#include "base/problem.hpp"
#include "engine/event.hpp"

namespace kdt::study {

/// What an event is called in the trace.
Text event_name(engine::EventKind kind);

/// The rule behind it: the key of the scenario that decided, empty where none did.
Text event_rule(const engine::Event& event);

/// What a rule that cuts claims is called, with the key that states it.
Text cut_rule(terms::Cut rule);

} // namespace kdt::study
