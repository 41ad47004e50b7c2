#include "app/commands.hpp"
#include "app/write_result.hpp"

#include "engine/pilot.hpp"
#include "engine/trace.hpp"
#include "reports/markdown_table.hpp"
#include "results/csv.hpp"
#include "scenario/bytes.hpp"
#include "study/ledger.hpp"

#include <fmt/format.h>

#include <numeric>
#include <stdexcept>

namespace kdt::app {
namespace {

/// A ledger that does not close is a defect of the program, never of the input: it must not be handed out.
void insist_on(const std::vector<std::string>& findings) {
    if (findings.empty()) { return; }
    throw std::runtime_error("the traced path does not balance: " + findings.front());
}

/// Funders' accounts are scored at the horizons: a trace shows them month by month, from as_of.
scenario::Scenario scored_every_month(scenario::Scenario scenario) {
    scenario.report.horizons.resize(static_cast<std::size_t>(scenario.horizon_months) + 1);
    std::iota(scenario.report.horizons.begin(), scenario.report.horizons.end(), 0);
    return scenario;
}

Problem no_such_path(std::int64_t paths) {
    const std::string last = std::to_string(paths - 1);
    return problem_of(
        "--path",
        {"该路径不在测算之内（路径号 0 至 " + last + "）", "no such path in the run (paths 0 to " + last + ")"},
        {"换一个路径号，或用 --paths 增加路径", "choose another number, or more paths with --paths"});
}

} // namespace

Exit trace_command(const CommandLine& line) {
    const auto started = std::chrono::system_clock::now();
    const auto target = line.out.value_or(default_folder(line.scenario, "trace-" + std::to_string(line.path)));
    Checked<scenario::Loaded> loaded = scenario::load(request_of(line));
    if (loaded.ok() && static_cast<std::int64_t>(line.path) >= loaded.value.scenario.paths) {
        loaded.problems.push_back(no_such_path(loaded.value.scenario.paths));
    }
    for (Problem& problem : objections(line, target, loaded.value.inputs)) {
        loaded.problems.push_back(std::move(problem));
    }
    if (!loaded.ok()) {
        print_problems(loaded.problems, language_of(line));
        return Exit::bad_input;
    }
    const Language language = language_of(line, loaded.value.scenario);
    engine::Model model = engine::compile(scored_every_month(loaded.value.scenario));
    engine::find_tilt(model, {}); // the run's own: it is the same for any number of threads
    const engine::Trace trace = engine::trace(model, line.path);
    insist_on(engine::audit(model, trace));
    const results::Table ledger = study::ledger_table(model, trace);
    const results::Table events = study::event_table(model, trace);

    OutputFolder folder(target);
    folder.write("ledger.csv", results::table_csv(ledger, language));
    folder.write("events.csv", results::table_csv(events, language));
    if (!model.funders.empty()) {
        folder.write("funders.csv", results::table_csv(study::funder_ledger_table(model, trace), language));
    }
    write_inputs(folder, loaded.value, line);
    write_manifest(folder, loaded.value, line, started);
    folder.publish();
    if (!line.quiet) {
        fmt::print("{}\n{}", reports::plain_table(ledger, language), reports::plain_table(events, language));
        if (!model.tilt.empty()) { // what the path counts for in the run
            const double ratio = static_cast<double>(trace.scores.weight) / static_cast<double>(tally::kUnitWeight);
            fmt::print(fmt::runtime(language == Language::zh ? "本路径的似然比（权重）：{:.6g}\n"
                                                             : "Likelihood ratio (weight) of this path: {:.6g}\n"),
                       ratio);
        }
        fmt::print(
            fmt::runtime(language == Language::zh ? "账目逐月平衡。结果：{}\n" : "Every month balances. Results: {}\n"),
            scenario::shown(folder.target()));
    }
    return Exit::done;
}

} // namespace kdt::app
