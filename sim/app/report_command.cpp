#include "app/commands.hpp"
#include "app/output_folder.hpp"
#include "app/write_reports.hpp"

#include "results/read_summary.hpp"
#include "scenario/bytes.hpp"

#include <fmt/format.h>

#include <optional>

namespace kdt::app {
namespace {

namespace fs = std::filesystem;

/// Far more than a hundred banks over fifty years take.
constexpr std::size_t kLargestResult = std::size_t{1} << 30;

/// A finished run, read back.
struct Finished {
    results::Results results;
    std::optional<results::StressResults> stress;
};

template <class Value>
void take_problems(Problems& problems, Checked<Value>& checked) {
    for (Problem& problem : checked.problems) { problems.push_back(std::move(problem)); }
}

/// Whether kdt stress wrote it: overlays and their table lie in it whatever else is gone.
bool is_of_stress(const fs::path& folder) {
    std::error_code error;
    return fs::exists(folder / "stress.csv", error) || fs::is_directory(folder / "stress", error);
}

/// The figures of a result folder; a stress run has those of its cases beside the base's.
Checked<Finished> finished_run(const fs::path& folder) {
    Checked<Finished> finished;
    const fs::path summary = folder / "summary.json";
    std::error_code error;
    if (!fs::exists(summary, error)) {
        finished.problems.push_back(problem_of(
            scenario::shown(folder), {"其中没有 summary.json", "there is no summary.json in it"},
            {"给出 kdt run 或 kdt stress 写出的文件夹；若曾用 --format 略去 json，请加上后重算",
             "name a folder that kdt run or kdt stress wrote; run again with json if --format left it out"}));
        return finished;
    }
    Checked<std::string> text = scenario::read_bytes(summary, kLargestResult);
    take_problems(finished.problems, text);
    if (!finished.ok()) { return finished; }
    Checked<results::Results> read = results::read_summary(text.value, scenario::shown(summary));
    take_problems(finished.problems, read);
    if (!finished.ok()) { return finished; }
    finished.value.results = std::move(read.value);
    const fs::path cases = folder / "stress.json";
    if (!fs::exists(cases, error)) {
        if (is_of_stress(folder)) {
            finished.problems.push_back(problem_of(
                scenario::shown(folder),
                {"其中有压力测试的文件（stress.csv 或 stress/），却没有 stress.json",
                 "it has files of a stress test (stress.csv or stress/), but no stress.json"},
                {"放回 stress.json，或重新运行 kdt stress；只要基准的报告，就把这些文件移走",
                 "put stress.json back or run kdt stress again; for reports of the base alone move these files away"}));
        }
        return finished;
    }
    text = scenario::read_bytes(cases, kLargestResult);
    take_problems(finished.problems, text);
    if (!finished.ok()) { return finished; }
    Checked<results::StressResults> stress =
        results::read_stress(text.value, scenario::shown(cases), finished.value.results);
    take_problems(finished.problems, stress);
    finished.value.stress = std::move(stress.value);
    return finished;
}

void print_refusal(const Problems& problems, Language language) {
    for (const Problem& problem : problems) { fmt::print(stderr, "{}\n", describe(problem, language)); }
}

} // namespace

Exit report_command(const CommandLine& line) {
    Checked<Formats> formats = wanted_formats(line);
    Problems problems = std::move(formats.problems);
    if (auto objection = objection_to_adding(line.result)) { problems.push_back(std::move(*objection)); }
    std::error_code error;
    Checked<Finished> finished;
    if (fs::is_directory(line.result, error)) { finished = finished_run(line.result); } // else it was said above
    take_problems(problems, finished);
    if (!problems.empty()) {
        print_refusal(problems, language_of(line));
        return Exit::bad_input;
    }
    const results::Results& results = finished.value.results;
    const Language language = line.language ? language_of(line) : results.frame.language;
    const reports::Findings findings{results, finished.value.stress ? &*finished.value.stress : nullptr};
    const std::vector<results::OutputFile> files = report_files(findings, formats.value, line, language);
    for (const results::OutputFile& file : files) {
        if (auto obstacle = objection_to_adding(line.result, file.path)) { problems.push_back(std::move(*obstacle)); }
    }
    if (!problems.empty()) {
        print_refusal(problems, language);
        return Exit::bad_input;
    }
    for (const results::OutputFile& file : files) {
        add_to_result(line.result, file.path, file.bytes);
        if (line.quiet || file.path.starts_with("csv/")) { continue; }
        fmt::print("{}\n", scenario::shown(line.result / file.path));
    }
    return Exit::done;
}

} // namespace kdt::app
