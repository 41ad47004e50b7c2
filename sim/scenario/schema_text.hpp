#pragma once

#include <string_view>

namespace kdt::scenario {

/// scenarios/kedaitong.schema.json, as it stood when the program was built.
std::string_view schema_text();

} // namespace kdt::scenario
