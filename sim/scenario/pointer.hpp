#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// JSON pointers (RFC 6901) as text.
namespace kdt::scenario {

std::string child(std::string_view pointer, std::string_view key);
std::string child(std::string_view pointer, std::size_t index);

/// The unescaped keys of a pointer; nothing where it does not begin with '/' or holds a '~' that is neither ~0 nor ~1.
std::optional<std::vector<std::string>> keys_of(std::string_view pointer);

/// The pointer one level up; "" stays "".
std::string_view parent(std::string_view pointer);

/// Whether `pointer` is `above` or lies below it.
bool covers(std::string_view above, std::string_view pointer);

} // namespace kdt::scenario
