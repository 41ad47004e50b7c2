#pragma once

#include "scenario/json_text.hpp"

namespace kdt::scenario {

/// The overlay (RFC 7396) that turns one block into another: what differs, `null` for what is gone. Neither holds a
/// null of its own.
Json overlay_between(const Json& from, const Json& to);

} // namespace kdt::scenario
