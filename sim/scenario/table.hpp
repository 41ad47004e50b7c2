#pragma once

#include "base/problem.hpp"
#include "scenario/csv.hpp"
#include "scenario/encoding.hpp"
#include "scenario/findings.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// CSV as offices send it: titles above the header, Chinese or English headers, totals below, empty rows between.
namespace kdt::scenario {

/// A column that is understood, under any of its names.
struct ColumnName {
    std::string_view id;
    std::string_view zh;
};

/// One row under the header, with its cells by known column.
class TableRow {
public:
    TableRow(const CsvRecord& record, const std::vector<int>& places) : record_(record), places_(places) {}
    int line() const { return record_.line; }
    /// The cell's text without surrounding blanks; "" where the column or the cell is missing.
    std::string_view cell(std::size_t column) const;
    /// 1-based, for messages; 0 where the file lacks the column.
    int place(std::size_t column) const { return places_[column] + 1; }

private:
    const CsvRecord& record_;
    const std::vector<int>& places_; ///< place in the record of each known column, -1 where it is not there
};

/// A row of sums (合计, 总计, total).
struct TotalRow {
    CsvRecord record;
};

struct TableReading {
    std::vector<int> places; ///< of the known columns
    std::vector<TotalRow> totals;
    std::size_t rows = 0;
    bool header_found = false;
    bool complete = false; ///< read to its end
};

/// Reads the table and hands on each row that holds data. Title rows, empty rows, totals and columns it does not know
/// are skipped and reported as notices; what is broken goes to `findings`.
TableReading read_table(std::string_view utf8, const std::string& file, std::span<const ColumnName> columns,
                        Findings& findings, const std::function<void(const TableRow&)>& take);

/// Decodes a CSV's bytes; refuses workbooks, binary files, over-long lines and text that is in no known encoding.
std::optional<std::string> table_text(std::string bytes, const std::string& file, std::optional<Encoding> stated,
                                      Findings& findings);

} // namespace kdt::scenario
