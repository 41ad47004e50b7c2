#include "results/csv.hpp"

#include "results/catalogue.hpp"
#include "results/csv_tidy.hpp"
#include "results/table_text.hpp"

namespace kdt::results {

std::string table_csv(const Table& table, Language language) {
    CsvWriter csv;
    for (const Column& column : table.columns) { csv.text(heading_of(column, language)); }
    csv.end_row();
    for (const Row& row : table.rows) {
        for (const Cell& cell : row) {
            if (cell.kind == CellKind::text) {
                csv.text(cell.text.in(language));
            } else {
                csv.figure(cell.value ? cell_text(cell, language, Thousands::plain) : std::string());
            }
        }
        csv.end_row();
    }
    return csv.take();
}

std::vector<OutputFile> csv_files(const Results& results, Language language) {
    std::vector<OutputFile> files = {{"csv/measures.csv", measures_csv(results)},
                                     {"csv/series.csv", series_csv(results)},
                                     {"csv/targets.csv", targets_csv(results)},
                                     {"csv/refusals.csv", refusals_csv(results)},
                                     {"csv/breakers.csv", breakers_csv(results)}};
    for (const Table& table : official_tables(results)) {
        files.push_back({"csv/" + table.title.zh + ".csv", table_csv(table, language)});
    }
    return files;
}

std::vector<OutputFile> csv_files(const Results& results) { return csv_files(results, results.frame.language); }

} // namespace kdt::results
