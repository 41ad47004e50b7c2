#pragma once

#include <string_view>

namespace kdt::base {

/// The program's version, "0.1.0".
std::string_view version();

} // namespace kdt::base
