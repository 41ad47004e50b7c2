#pragma once

#include "base/problem.hpp"
#include "results/results.hpp"
#include "results/table.hpp"

#include <string>

// How figures read, in every format. Rounding is half up.
namespace kdt::results {

enum class Thousands { plain, grouped };

/// "1,234.50", "2.50%", "8.05倍", "0.42%（95%区间0.38%–0.46%）"; a missing figure is "—".
std::string cell_text(const Cell& cell, Language language, Thousands thousands);

/// The 95 % error of a mean as a cell of the same kind; without a value where there is none, or an interval in its
/// place.
Cell error_of(const Cell& cell);

/// "2022年 P50（万元）": a column's group, title and unit in one line.
std::string heading_of(const Column& column, Language language);

/// A fraction as "2.50%"; below 0.1 % (and above 99.9 %) with two significant digits, exactly 0 as "0%".
std::string percent_text(double fraction);

/// "0.42%" and "0.38%–0.46%", with as many places as the value needs for two significant digits.
std::string share_text(const Probability& probability);
std::string interval_text(const Probability& probability);

/// "0.42%（0.38%–0.46%）"; what was never seen is "未出现（95%上限0.003%）", what was always seen
/// "全部出现（95%下限99.997%）", what was not left to chance "是" or "否", without trials "—".
std::string probability_text(const Probability& probability, Language language);

} // namespace kdt::results
