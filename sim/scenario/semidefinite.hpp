#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace kdt::scenario {

using Matrix = std::vector<std::vector<double>>;

/// Which entry keeps a symmetric matrix from being positive semi-definite: the pair of places (i < j) that pulls its
/// lowest eigenvalue down most. The matrix has at least two rows.
std::pair<std::size_t, std::size_t> offending_pair(const Matrix& matrix);

} // namespace kdt::scenario
