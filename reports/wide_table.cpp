#include "reports/document.hpp"

namespace kdt::reports {
namespace {

using results::Column;
using results::Table;

/// What fits an A4 page, the first column included.
constexpr std::size_t kMostColumns = 11;

/// The first and past-the-last column of each group.
std::vector<std::pair<std::size_t, std::size_t>> groups_of(const std::vector<Column>& columns) {
    std::vector<std::pair<std::size_t, std::size_t>> groups;
    for (std::size_t i = 1; i < columns.size(); ++i) {
        const bool same = i > 1 && !columns[i].group.zh.empty() && columns[i].group.zh == columns[i - 1].group.zh;
        if (same) {
            groups.back().second = i + 1;
        } else {
            groups.emplace_back(i, i + 1);
        }
    }
    return groups;
}

Table columns_of(const Table& table, std::size_t from, std::size_t to) {
    const auto pick = [&](const auto& all) {
        auto out = std::vector{all.front()};
        out.insert(out.end(), all.begin() + static_cast<std::ptrdiff_t>(from),
                   all.begin() + static_cast<std::ptrdiff_t>(to));
        return out;
    };
    Table part{table.id, table.title, pick(table.columns), {}, {}};
    for (const results::Row& row : table.rows) { part.rows.push_back(pick(row)); }
    return part;
}

} // namespace

std::vector<Table> parts_of(const Table& table) {
    if (table.columns.size() <= kMostColumns) { return {table}; }
    std::vector<Table> parts;
    std::size_t from = 1;
    std::size_t end = 1;
    for (const auto& [first, last] : groups_of(table.columns)) {
        if (last - from > kMostColumns - 1 && end > from) {
            parts.push_back(columns_of(table, from, end));
            from = first;
        }
        end = last;
    }
    parts.push_back(columns_of(table, from, end));
    for (std::size_t i = 0; parts.size() > 1 && i < parts.size(); ++i) {
        const std::string place = std::to_string(i + 1) + "/" + std::to_string(parts.size());
        parts[i].title.zh += "（" + place + "）";
        parts[i].title.en += " (" + place + ")";
    }
    parts.back().notes = table.notes;
    return parts;
}

} // namespace kdt::reports
