#include "base/utf8.hpp"

namespace kdt {
namespace {

/// Bytes of the character at the start of `bytes`; 0 where none is well-formed (RFC 3629, section 4).
std::size_t character_length(std::string_view bytes) {
    const auto byte = [&](std::size_t place) {
        return place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0U;
    };
    const unsigned lead = byte(0);
    if (lead < 0x80) { return 1; }
    if (lead < 0xC2 || lead > 0xF4) { return 0; }
    // The second byte is bounded further against overlong forms, surrogates and what lies beyond U+10FFFF.
    const unsigned least = lead == 0xE0 ? 0xA0 : (lead == 0xF0 ? 0x90 : 0x80);
    const unsigned most = lead == 0xED ? 0x9F : (lead == 0xF4 ? 0x8F : 0xBF);
    if (byte(1) < least || byte(1) > most) { return 0; }
    const std::size_t length = lead >= 0xF0 ? 4 : (lead >= 0xE0 ? 3 : 2);
    for (std::size_t place = 2; place < length; ++place) {
        if ((byte(place) & 0xC0U) != 0x80U) { return 0; }
    }
    return length;
}

} // namespace

std::string well_formed(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t length = character_length(bytes);
        out += length > 0 ? bytes.substr(0, length) : std::string_view("\xEF\xBF\xBD");
        bytes.remove_prefix(length > 0 ? length : 1);
    }
    return out;
}

char32_t next_point(std::string_view text, std::size_t& place) {
    const auto first = static_cast<unsigned char>(text[place++]);
    if (first < 0x80) { return first; }
    const int more = first >= 0xF0 ? 3 : (first >= 0xE0 ? 2 : 1);
    char32_t point = first & (0x3FU >> static_cast<unsigned>(more));
    for (int i = 0; i < more && place < text.size(); ++i) {
        point = (point << 6U) | (static_cast<unsigned char>(text[place++]) & 0x3FU);
    }
    return point;
}

bool is_unfit(char32_t point) {
    const bool control = point < 0x20 || (point >= 0x7F && point < 0xA0);
    const bool turns = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    const bool noncharacter = (point & 0xFFFEU) == 0xFFFEU || (point >= 0xFDD0 && point <= 0xFDEF);
    return control || turns || noncharacter;
}

} // namespace kdt
