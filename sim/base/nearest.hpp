#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kdt {

/// The known name that lies nearest to a mistyped one by edit distance over characters (not bytes), or "" where none
/// is near enough to be meant.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

} // namespace kdt
