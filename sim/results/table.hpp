#pragma once

#include "base/problem.hpp"
#include "results/results.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kdt::results {

/// What a cell holds and how it is shown: money in 万元, two decimals unless said otherwise; yuan is money in 元, to
/// the 分; percent a fraction shown as %; times a multiple shown with 倍; a probability carries its interval.
enum class CellKind { text, money, yuan, percent, times, count, months, probability };

struct Cell {
    CellKind kind = CellKind::text;
    Text text;        ///< text cells; the same in both languages for user text
    Number value;     ///< other cells: money in 万元 or 元, fraction, multiple, pieces
    Number se;        ///< its standard error where there is one
    int decimals = 2; ///< of money
    Probability probability;
    bool heavy = false; ///< the figure a reader looks for first
    bool alert = false; ///< what a reader should not rely on unseen: shown in red where there is colour
};

struct Column {
    Text title;
    Text unit;           ///< "万元"; empty where cells differ or have none
    Text group;          ///< title over several columns ("2022 年"); may be empty
    bool numeric = true; ///< right-aligned
    std::string id;      ///< "mean", for charts and links; empty where none asks for it
};

using Row = std::vector<Cell>;

/// One official table, the same in every format.
struct Table {
    std::string id; ///< "pool", stable
    Text title;     ///< the Chinese title is its file name under csv/
    std::vector<Column> columns;
    std::vector<Row> rows;
    std::vector<Text> notes;
};

/// The place of the first column of this id; nothing where there is none.
std::optional<std::size_t> place_of(const Table& table, std::string_view id);

} // namespace kdt::results
