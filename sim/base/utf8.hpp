#pragma once

#include <string>
#include <string_view>

namespace kdt {

/// The text with every byte that is not well-formed UTF-8 (RFC 3629) replaced by U+FFFD. File names and command lines
/// are bytes to the system, but what is written as JSON must be text.
std::string well_formed(std::string_view bytes);

/// The code point at `place` of well-formed text; `place` is moved past it.
char32_t next_point(std::string_view text, std::size_t& place);

/// Whether the code point may not stand in text that is shown: control characters (C0 and C1) and DEL, which a terminal
/// obeys; those that turn the direction of the text around them (UAX 9), figures as well; and noncharacters, which XML
/// does not hold. Line feed and tab are among them: whether lines may end is another matter.
bool is_unfit(char32_t point);

} // namespace kdt
