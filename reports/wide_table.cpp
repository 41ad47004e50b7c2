#include "reports/document.hpp"

#include <algorithm>

namespace kdt::reports {
namespace {

using results::Column;
using results::Table;

using Span = std::pair<std::size_t, std::size_t>; ///< the first and past-the-last of neighbouring columns

/// What fits an A4 page beside the first column.
constexpr std::size_t kMostColumns = 10;

/// Columns of one group.
std::vector<Span> groups_of(const std::vector<Column>& columns) {
    std::vector<Span> groups;
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

std::size_t divided_up(std::size_t whole, std::size_t by) { return (whole + by - 1) / by; }

/// The groups; one too wide for a page in pieces about as wide as each other.
std::vector<Span> pieces_of(const std::vector<Span>& groups) {
    std::vector<Span> pieces;
    for (const auto& [first, last] : groups) {
        const std::size_t width = divided_up(last - first, divided_up(last - first, kMostColumns));
        for (std::size_t from = first; from < last; from += width) {
            pieces.emplace_back(from, std::min(from + width, last));
        }
    }
    return pieces;
}

/// As many groups a part as come to at most `most` columns.
std::vector<Span> packed(const std::vector<Span>& groups, std::size_t most) {
    std::vector<Span> parts;
    for (const auto& [first, last] : groups) {
        if (parts.empty() || last - parts.back().first > most) {
            parts.emplace_back(first, last);
        } else {
            parts.back().second = last;
        }
    }
    return parts;
}

/// No more parts than needed, and about as wide as each other.
std::vector<Span> even_parts(const std::vector<Span>& groups) {
    std::vector<Span> parts = packed(groups, kMostColumns);
    for (std::size_t most = kMostColumns - 1; most > 0; --most) {
        std::vector<Span> narrower = packed(groups, most);
        if (narrower.size() > parts.size()) { break; }
        parts = std::move(narrower);
    }
    return parts;
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

/// A group is cut rather than that a column is left alone.
std::vector<Span> spans_of(const std::vector<Column>& columns) {
    std::vector<Span> parts = even_parts(pieces_of(groups_of(columns)));
    const auto is_single = [](const Span& part) { return part.second - part.first == 1; };
    if (std::none_of(parts.begin(), parts.end(), is_single)) { return parts; }
    std::vector<Span> each;
    for (std::size_t i = 1; i < columns.size(); ++i) { each.emplace_back(i, i + 1); }
    return even_parts(each);
}

} // namespace

std::vector<Table> parts_of(const Table& table) {
    if (table.columns.size() <= kMostColumns + 1) { return {table}; }
    std::vector<Table> parts;
    for (const auto& [from, to] : spans_of(table.columns)) { parts.push_back(columns_of(table, from, to)); }
    for (std::size_t i = 0; parts.size() > 1 && i < parts.size(); ++i) {
        const std::string place = std::to_string(i + 1) + "/" + std::to_string(parts.size());
        parts[i].title.zh += "（" + place + "）";
        parts[i].title.en += " (" + place + ")";
    }
    parts.back().notes = table.notes;
    return parts;
}

} // namespace kdt::reports
