#pragma once

#include "base/problem.hpp"
#include "results/frame.hpp"

#include <cstddef>
#include <string>
#include <string_view>

// How text and money read in reports.
namespace kdt::reports {

/// Columns a text takes on a terminal: Han and full-width signs two, others one.
std::size_t display_width(std::string_view utf8);
/// With blanks up to `width` columns, after (left) or before (right) the text.
std::string padded(const std::string& text, std::size_t width, bool right = false);

/// User text made harmless in Markdown and in HTML made of it: \ ` * | [ ] escaped, & < > as entities, line breaks as
/// blanks, underscores escaped where they could start emphasis.
std::string escaped(std::string_view text);

/// An amount in the results' unit as headlines write it: "9.60亿元", "4,800.00万元"; "960.00m yuan", "71.25k yuan"; one
/// in 元 stays so below 1 万元: "712.50元".
std::string amount_text(double amount, results::Unit unit, Language language);

/// An error of that amount in the same words of unit: "0.20m yuan" of "68.10m yuan"; with two significant digits at
/// least.
std::string error_amount_text(double error, double amount, results::Unit unit, Language language);

/// "三", "十二", "二十": 1 to 99, as sections are numbered.
std::string chinese_numeral(std::size_t number);

/// "100,000"
std::string count_text(long long count);

} // namespace kdt::reports
