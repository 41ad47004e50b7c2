#pragma once

#include "results/table.hpp"

#include <cstdint>
#include <string>
#include <utility>

// Cells and columns of the auditor's tables.
namespace kdt::study {

using results::Cell;
using results::CellKind;
using results::Column;

/// An auditor adds the lines up: amounts stand in 元, to the 分.
inline constexpr double kFenPerYuan = 100.0;

inline Cell words(Text text) {
    Cell cell;
    cell.text = std::move(text);
    return cell;
}
inline Cell words(const std::string& same) { return words(Text{same, same}); }

inline Cell money(std::int64_t fen) {
    Cell cell;
    cell.kind = CellKind::yuan;
    cell.value = static_cast<double>(fen) / kFenPerYuan;
    return cell;
}

inline Cell count(std::int64_t pieces) {
    Cell cell;
    cell.kind = CellKind::count;
    cell.value = static_cast<double>(pieces);
    return cell;
}

inline Column text_column(Text title) { return {std::move(title), {}, {}, false}; }
inline Column money_column(Text title) { return {std::move(title), {"元", "yuan"}, {}, true}; }
inline Column count_column(Text title) { return {std::move(title), {}, {}, true}; }

} // namespace kdt::study
