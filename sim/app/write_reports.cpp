#include "app/write_reports.hpp"

#include "reports/html.hpp"
#include "reports/markdown.hpp"
#include "results/catalogue.hpp"

namespace kdt::app {

Checked<Formats> wanted_formats(const CommandLine& line) { return formats_of(line.formats); }

std::vector<results::OutputFile> report_files(const reports::Findings& findings, const Formats& formats,
                                              const CommandLine&, Language language) {
    std::vector<results::OutputFile> files;
    const reports::Document document = reports::document_of(findings, language);
    if (formats.html) { files.push_back({"report.html", reports::html(findings, document)}); }
    if (formats.markdown) { files.push_back({"report.md", reports::markdown(document)}); }
    if (!formats.csv) { return files; }
    for (results::OutputFile& file : results::csv_files(findings.results, language)) {
        files.push_back(std::move(file));
    }
    if (findings.stress == nullptr) { return files; }
    for (const results::Table& table :
         {results::stress_table(*findings.stress), results::stress_cases_table(*findings.stress)}) {
        files.push_back({"csv/" + table.title.zh + ".csv", results::table_csv(table, language)});
    }
    return files;
}

} // namespace kdt::app
