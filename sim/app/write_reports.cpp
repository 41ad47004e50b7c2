#include "app/write_reports.hpp"

#include "reports/docx.hpp"
#include "reports/html.hpp"
#include "reports/markdown.hpp"
#include "reports/xlsx.hpp"
#include "results/catalogue.hpp"

#include <spdlog/spdlog.h>

namespace kdt::app {
namespace {

/// A page that is sent by mail should stay below.
constexpr std::size_t kLargePage = 1'200'000;

void warn_of_size(const results::OutputFile& page) {
    if (page.bytes.size() <= kLargePage) { return; }
    spdlog::warn("{} has {:.1f} MB: banks and months are many", page.path,
                 static_cast<double>(page.bytes.size()) / 1e6);
}

} // namespace

Checked<Formats> wanted_formats(const CommandLine& line) {
    Checked<Formats> formats = formats_of(line.formats);
    if (formats.value.docx) {
        for (Problem& problem : reports::docx_problems(line.docx_template)) {
            formats.problems.push_back(std::move(problem));
        }
    } else if (line.docx_template) {
        formats.problems.push_back(problem_of("--template", {"模板只用于 docx", "a template serves docx alone"},
                                              {"加上 --format docx", "add --format docx"}));
    }
    return formats;
}

std::vector<results::OutputFile> report_files(const reports::Findings& findings, const Formats& formats,
                                              const CommandLine& line, Language language) {
    std::vector<results::OutputFile> files;
    const reports::Document document = reports::document_of(findings, language);
    if (formats.html) {
        files.push_back({"report.html", reports::html(findings, document)});
        warn_of_size(files.back());
    }
    if (formats.xlsx) { files.push_back({"report.xlsx", reports::xlsx(findings, document)}); }
    const std::string page = formats.markdown || formats.docx ? reports::markdown(document) : std::string();
    if (formats.markdown) { files.push_back({"report.md", page}); }
    if (formats.docx) {
        files.push_back({"report.docx", reports::docx(page, findings.results.frame, line.docx_template)});
    }
    if (!formats.csv) { return files; }
    for (results::OutputFile& file : results::csv_files(findings.results, language)) {
        files.push_back(std::move(file));
    }
    if (findings.stress == nullptr) { return files; }
    files.push_back({"stress.csv", results::stress_csv(*findings.stress)});
    for (const results::Table& table :
         {results::stress_table(*findings.stress), results::stress_difference_table(*findings.stress),
          results::stress_cases_table(*findings.stress)}) {
        files.push_back({"csv/" + table.title.zh + ".csv", results::table_csv(table, language)});
    }
    return files;
}

} // namespace kdt::app
