#include "app/commands.hpp"
#include "app/interrupt.hpp"
#include "app/progress.hpp"
#include "app/write_reports.hpp"
#include "app/write_result.hpp"

#include "reports/headline.hpp"
#include "results/summary_json.hpp"
#include "scenario/bytes.hpp"
#include "study/check.hpp"
#include "study/run.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace kdt::app {
namespace {

bool all_pass(const std::vector<results::Check>& checks) {
    return std::all_of(checks.begin(), checks.end(), [](const results::Check& check) { return check.pass; });
}

} // namespace

Exit run_command(const CommandLine& line) {
    const auto started = std::chrono::system_clock::now();
    const Checked<Formats> formats = wanted_formats(line);
    const auto target = line.out.value_or(default_folder(line.scenario, "run"));
    Checked<scenario::Loaded> loaded = scenario::load(request_of(line));
    loaded.problems.insert(loaded.problems.end(), formats.problems.begin(), formats.problems.end());
    for (Problem& problem : objections(line, target, loaded.value.inputs)) {
        loaded.problems.push_back(std::move(problem));
    }
    if (!loaded.ok()) {
        print_problems(loaded.problems, language_of(line));
        return Exit::bad_input;
    }
    const scenario::Scenario& scenario = loaded.value.scenario;
    const Language language = language_of(line, scenario);

    catch_interrupts();
    Progress progress(language == Language::zh ? "测算中" : "simulating", scenario.paths, language, !line.quiet);
    study::RunOptions options;
    options.simulate.threads = line.threads;
    options.simulate.cancel = &interrupt_flag();
    options.simulate.on_progress = [&](std::int64_t done) { progress.update(done); };
    options.check = line.check;
    Copies copies;
    copies.add(loaded.value);
    loaded.value.effective_json = scenario_for_result(loaded.value, &copies);
    for (const auto& input : loaded.value.inputs) {
        spdlog::debug("{} {} sha256 {}", input.role, scenario::shown(input.path), input.sha256);
    }
    spdlog::info("{} paths of {} months, seed {}", scenario.paths, scenario.horizon_months, scenario.seed);
    const study::Run run = study::run(loaded.value, options);
    progress.clear();
    spdlog::info("simulated; tallies hold {:.1f} MB", static_cast<double>(run.outcome.tally->bytes()) / 1e6);
    if (run.outcome.cancelled || interrupt_flag()) { return Exit::interrupted; }

    OutputFolder folder(target);
    if (formats.value.json) { folder.write("summary.json", results::to_json(run.results)); }
    for (const auto& file : report_files({run.results}, formats.value, line, language)) {
        folder.write(file.path, file.bytes);
    }
    write_inputs(folder, loaded.value, line);
    write_manifest(folder, loaded.value, line, started);
    if (interrupt_flag()) { return Exit::interrupted; }
    folder.publish();
    if (!line.quiet) {
        fmt::print("{}", reports::headline(run.results, language));
        const auto missing = line.check ? study::missing_checks(run.model, run.results.frame.checks) : std::nullopt;
        if (missing) { fmt::print("{}\n", missing->in(language)); }
        fmt::print(fmt::runtime(language == Language::zh ? "结果：{}\n" : "Results: {}\n"),
                   scenario::shown(folder.target()));
    }
    return all_pass(run.results.frame.checks) ? Exit::done : Exit::failed;
}

} // namespace kdt::app
