#pragma once

#include <string>
#include <string_view>

namespace kdt {

/// The text with every byte that is not well-formed UTF-8 (RFC 3629) replaced by U+FFFD. File names and command lines
/// are bytes to the system, but what is written as JSON must be text.
std::string well_formed(std::string_view bytes);

} // namespace kdt
