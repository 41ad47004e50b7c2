#pragma once

#include "base/problem.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kdt::scenario {

/// One record of a CSV and the line it begins on. Cells are as written, quotes taken away.
struct CsvRecord {
    int line = 0;
    std::vector<std::string> cells;
};

/// Hands record after record to `take`, which returns whether it wants more. Empty lines are left
/// out. Broken quoting, lines and records too long and too many rows end the reading with a problem.
Problems read_csv(std::string_view utf8, char delimiter, const std::string& file,
                  const std::function<bool(const CsvRecord&)>& take);

/// The first `count` lines, without line ends.
std::vector<std::string_view> first_lines(std::string_view text, std::size_t count);

/// The 1-based number of the first line longer than kLongestLine; 0 where none is.
int overlong_line(std::string_view bytes);

} // namespace kdt::scenario
