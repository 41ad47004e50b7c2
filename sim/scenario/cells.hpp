#pragma once

#include "scenario/findings.hpp"
#include "scenario/scenario.hpp"
#include "scenario/table.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kdt::scenario {

/// Yes or no, as offices write it.
std::optional<bool> yes_or_no(std::string_view cell);

/// Reads the cells of one row into figures and reports what it can't read by line and column. Empty cells are no value.
class Cells {
public:
    Cells(const TableRow& row, std::span<const ColumnName> columns, const std::string& file, Unit unit,
          Findings& findings)
        : row_(row), columns_(columns), file_(file), unit_(unit), findings_(findings) {}

    bool has(std::size_t column) const { return row_.place(column) > 0; }
    std::string text(std::size_t column) const { return std::string(row_.cell(column)); }
    /// An id; one that a spreadsheet turned into 3.60401E+17 is refused.
    std::string id(std::size_t column);
    std::optional<Fen> money(std::size_t column);
    /// A fraction in [0, 1], or in [0, 1) where `below_one`.
    std::optional<double> fraction(std::size_t column, bool below_one);
    std::optional<bool> flag(std::size_t column);
    std::optional<int> whole(std::size_t column, int least, int most);

    void refuse(std::size_t column, Text what, Text fix);
    /// "tape.csv:3:5"
    std::string place(std::size_t column) const;

    bool percent_seen() const { return percent_seen_; }
    bool rounded_seen() const { return rounded_seen_; }

private:
    const TableRow& row_;
    std::span<const ColumnName> columns_;
    const std::string& file_;
    Unit unit_;
    Findings& findings_;
    bool percent_seen_ = false;
    bool rounded_seen_ = false;
};

} // namespace kdt::scenario
