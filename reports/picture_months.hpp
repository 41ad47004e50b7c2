#pragma once

#include <vector>

namespace kdt::reports {

/// The months of a run that a picture by member and month has columns for: all of them, or every k-th and the last
/// where there are more than still hold a number in each cell. The page has the figures of these alone: those of every
/// month of forty banks over twenty years would make it too large to send.
std::vector<int> picture_months(int horizon);

} // namespace kdt::reports
