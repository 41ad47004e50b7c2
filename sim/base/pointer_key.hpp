#pragma once

#include <string>
#include <string_view>

namespace kdt {

/// Adds a key to a JSON pointer: "/" and the key, in which ~ becomes ~0 and / becomes ~1 (RFC 6901).
inline void append_key(std::string& pointer, std::string_view key) {
    pointer += '/';
    for (const char c : key) {
        if (c == '~') {
            pointer += "~0";
        } else if (c == '/') {
            pointer += "~1";
        } else {
            pointer += c;
        }
    }
}

} // namespace kdt
