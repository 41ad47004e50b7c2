#pragma once

#include "base/problem.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kdt::scenario {

enum class Encoding { utf8, utf16le, utf16be, gb18030 };

std::string_view name_of(Encoding encoding);

/// Bytes turned into UTF-8 without a byte order mark, or the offset of the first byte that can't be.
struct Decoded {
    std::string text;
    Encoding encoding = Encoding::utf8;
    std::optional<std::size_t> bad_byte;
};

/// A byte order mark decides, else strict UTF-8, else GB18030 (which holds GBK). Text that is UTF-8 but for a few
/// broken places is reported as broken UTF-8, not read as GB18030: its bytes would pass there as other characters.
Decoded decode(std::string bytes, std::optional<Encoding> stated);

/// Unicode NFKC: full-width digits, letters and signs become plain ones. `text` must be UTF-8.
std::string nfkc(std::string_view text);

/// Line and column (1-based, in characters) of a byte offset.
struct Place {
    int line = 1;
    int column = 1;
};
Place place_of(std::string_view bytes, std::size_t offset);

/// Without blanks and line ends on either side.
std::string_view trimmed(std::string_view text);

/// Number of code points.
std::size_t length_of(std::string_view utf8);

bool is_utf8(std::string_view bytes);

/// "U+202E": the first character that may not stand in text that is shown (is_unfit), line feed and tab apart; "" for
/// none.
std::string unfit_in(std::string_view utf8);
Text unfit_text(const std::string& unfit); ///< why such a character is refused
Text take_it_out();

} // namespace kdt::scenario
