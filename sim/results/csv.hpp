#pragma once

#include "results/results.hpp"
#include "results/table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace kdt::results {

/// Builds CSV text: UTF-8 with BOM, CRLF, quotes where needed. A text that a spreadsheet would take for a formula
/// (leading = + - @, tab or carriage return) gets a leading apostrophe; numbers never do.
class CsvWriter {
public:
    CsvWriter();
    CsvWriter& text(std::string_view value);
    CsvWriter& number(Number value);               ///< shortest round trip; empty when missing
    CsvWriter& figure(std::string_view formatted); ///< a number already formatted: quoted if need be, never guarded
    void end_row();
    std::string take() { return std::move(out_); }

private:
    void field(std::string_view value);
    std::string out_;
    bool at_start_ = true;
};

/// A file of the result folder.
struct OutputFile {
    std::string path; ///< "csv/measures.csv", relative, with '/'
    std::string bytes;
};

/// csv/measures.csv, csv/series.csv, csv/targets.csv, csv/refusals.csv, csv/breakers.csv and each official table under
/// its Chinese name; the tables' headers are in `language` (without it, the scenario's).
std::vector<OutputFile> csv_files(const Results& results, Language language);
std::vector<OutputFile> csv_files(const Results& results);

std::string table_csv(const Table& table, Language language);

} // namespace kdt::results
