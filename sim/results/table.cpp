#include "results/table.hpp"

#include <algorithm>

namespace kdt::results {

std::optional<std::size_t> place_of(const Table& table, std::string_view id) {
    const auto found =
        std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& column) { return column.id == id; });
    if (found == table.columns.end()) { return std::nullopt; }
    return static_cast<std::size_t>(found - table.columns.begin());
}

} // namespace kdt::results
