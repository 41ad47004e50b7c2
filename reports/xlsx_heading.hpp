#pragma once

#include <cstddef>
#include <string>

// Headings of columns as a sheet has them: in lines that never part a bracket.
namespace kdt::reports {

/// With a line break before each bracket: "补偿支出\n（万元）".
std::string heading_in_lines(const std::string& heading);

/// Width of a column, in signs, in which a heading in lines takes few of them and its brackets stay whole.
double heading_width(const std::string& in_lines);

/// Lines that a heading in lines takes in a column so wide.
std::size_t lines_in(const std::string& in_lines, double width);

} // namespace kdt::reports
