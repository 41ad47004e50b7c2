#include "reports/markdown_table.hpp"

#include "reports/text.hpp"
#include "results/table_text.hpp"

#include <algorithm>

namespace kdt::reports {
namespace {

using results::Cell;
using results::CellKind;
using results::Column;
using results::Row;
using results::Table;
using results::Thousands;

enum class Style { markdown, plain };

std::string in_style(const std::string& text, Style style) { return style == Style::markdown ? escaped(text) : text; }

std::string shown(const Cell& cell, Language language, Style style) {
    const std::string text = cell_text(cell, language, Thousands::grouped) + error_text(cell, language);
    if (style == Style::plain || text.empty()) { return text; }
    return cell.heavy ? "**" + escaped(text) + "**" : escaped(text);
}

/// All cells as text, the header first.
std::vector<std::vector<std::string>> grid_of(const Table& table, Language language, Style style) {
    std::vector<std::vector<std::string>> grid(1);
    for (const Column& column : table.columns) { grid[0].push_back(in_style(heading_of(column, language), style)); }
    for (const Row& row : table.rows) {
        auto& line = grid.emplace_back();
        for (const Cell& cell : row) { line.push_back(shown(cell, language, style)); }
    }
    return grid;
}

std::vector<std::size_t> widths_of(const std::vector<std::vector<std::string>>& grid) {
    std::vector<std::size_t> widths(grid[0].size(), 3);
    for (const auto& line : grid) {
        for (std::size_t i = 0; i < line.size(); ++i) { widths[i] = std::max(widths[i], display_width(line[i])); }
    }
    return widths;
}

std::string rule(const Table& table, const std::vector<std::size_t>& widths) {
    std::string out = "|";
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const bool right = table.columns[i].numeric;
        out += right ? std::string(widths[i] + 1, '-') + ":|" : ":" + std::string(widths[i] + 1, '-') + "|";
    }
    return out + "\n";
}

std::string notes_of(const Table& table, Language language, Style style) {
    std::string out;
    for (const Text& note : table.notes) {
        out += style == Style::markdown ? "- " + escaped(note.in(language)) + "\n" : note.in(language) + "\n";
    }
    return out;
}

} // namespace

std::string error_text(const Cell& cell, Language language) {
    const Cell half = results::error_of(cell);
    return half.value ? " ±" + cell_text(half, language, Thousands::grouped) : std::string();
}

std::string markdown_table(const Table& table, Language language) {
    const auto grid = grid_of(table, language, Style::markdown);
    const auto widths = widths_of(grid);
    std::string out = "**" + escaped(table.title.in(language)) + "**\n\n";
    for (std::size_t row = 0; row < grid.size(); ++row) {
        out += "|";
        for (std::size_t i = 0; i < grid[row].size(); ++i) {
            out += " " + padded(grid[row][i], widths[i], table.columns[i].numeric) + " |";
        }
        out += "\n";
        if (row == 0) { out += rule(table, widths); }
    }
    return out + "\n" + notes_of(table, language, Style::markdown) + "\n";
}

std::string plain_table(const Table& table, Language language) {
    const auto grid = grid_of(table, language, Style::plain);
    const auto widths = widths_of(grid);
    std::string out = table.title.in(language) + "\n";
    for (const auto& line : grid) {
        std::string text;
        for (std::size_t i = 0; i < line.size(); ++i) {
            text += (i == 0 ? "" : "  ") + padded(line[i], widths[i], table.columns[i].numeric);
        }
        text.erase(text.find_last_not_of(' ') + 1);
        out += text + "\n";
    }
    return out + notes_of(table, language, Style::plain);
}

} // namespace kdt::reports
