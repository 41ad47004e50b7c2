#include "app/commands.hpp"
#include "app/interrupt.hpp"
#include "app/progress.hpp"
#include "app/run_identity.hpp"
#include "app/team_run.hpp"
#include "app/write_reports.hpp"
#include "app/write_result.hpp"

#include "reports/headline.hpp"
#include "results/stress.hpp"
#include "results/stress_json.hpp"
#include "results/summary_json.hpp"
#include "scenario/bytes.hpp"
#include "study/stress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace kdt::app {
namespace {

std::filesystem::path overlays_of(const CommandLine& line) {
    return line.overlay_folder.empty() ? line.scenario.parent_path() / "stress" : line.overlay_folder;
}

/// The base, the overlays below stress/ as they amounted to (whatever --set and --with did besides), and the data files
/// of all cases: `kdt stress scenario.json` in the folder gives the same again.
void write_cases(OutputFolder& folder, const study::StressPlan& plan, const CommandLine& line) {
    Copies copies;
    copies.add(plan.base);
    for (const scenario::Loaded& overlay : plan.overlays) { copies.add(overlay); }
    const Copies* found = line.no_copies ? nullptr : &copies;
    const std::string base = scenario_for_result(plan.base, found);
    folder.write("scenario.json", base);
    for (std::size_t i = 0; i < plan.overlays.size(); ++i) {
        folder.write("stress/" + plan.files[i].filename().string(),
                     overlay_for_result(base, scenario_for_result(plan.overlays[i], found)));
    }
    if (line.no_copies) { return; }
    for (const auto& [name, bytes] : copies.files()) { folder.write(name, bytes); }
}

/// The base with the input files of every case, for the manifest.
scenario::Loaded with_all_inputs(const study::StressPlan& plan) {
    scenario::Loaded all = plan.base;
    for (const scenario::Loaded& overlay : plan.overlays) {
        for (const scenario::InputFile& input : overlay.inputs) {
            const bool known = std::any_of(all.inputs.begin(), all.inputs.end(), [&](const scenario::InputFile& other) {
                return other.path == input.path && other.sha256 == input.sha256;
            });
            if (!known) { all.inputs.push_back(input); }
        }
    }
    return all;
}

/// Of all its cases.
std::string identity_of(const study::StressPlan& plan) {
    std::string all;
    if (!plan.base.effective_json.empty()) { all += bytes_of(app::identity_of(plan.base)); }
    for (const scenario::Loaded& overlay : plan.overlays) { all += bytes_of(app::identity_of(overlay)); }
    return all;
}

} // namespace

Exit stress_command(const CommandLine& line, engine::Team& team) {
    const auto started = std::chrono::system_clock::now();
    const Checked<Formats> formats = wanted_formats(line);
    const auto target = line.out.value_or(default_folder(line.scenario, "stress"));
    Checked<study::StressPlan> plan = study::plan_stress(request_of(line), overlays_of(line));
    const scenario::Loaded all = with_all_inputs(plan.value);
    const std::string own = team.size() > 1 ? identity_of(plan.value) : "";
    for (Problem& problem : differences_from_first(own, team)) { plan.problems.push_back(std::move(problem)); }
    if (team.leads()) {
        plan.problems.insert(plan.problems.end(), formats.problems.begin(), formats.problems.end());
        for (Problem& problem : objections(line, target, all.inputs)) { plan.problems.push_back(std::move(problem)); }
    }
    if (!all_sound(plan.problems, language_of(line), team)) { return Exit::bad_input; }
    Copies copies;
    copies.add(plan.value.base);
    plan.value.base.effective_json = scenario_for_result(plan.value.base, &copies);
    const scenario::Scenario& scenario = plan.value.base.scenario;
    const Language language = language_of(line, scenario);

    catch_interrupts();
    std::unique_ptr<Progress> progress;
    study::RunOptions options;
    options.paths = campaign_of(line, team);
    options.paths.simulate.on_progress = [&](std::int64_t done) { progress->update(done); };
    const auto run = study::run_stress(plan.value, options, [&](const std::string& label) {
        progress = std::make_unique<Progress>(label, scenario.paths, language, !line.quiet);
    });
    progress.reset();
    if (!run || interrupt_flag()) { return Exit::interrupted; }
    if (!team.leads()) { return Exit::done; }

    OutputFolder folder(target);
    folder.write("stress.csv", results::stress_csv(run->stress));
    if (formats.value.json) {
        folder.write("summary.json", results::to_json(run->base));
        folder.write("stress.json", results::stress_json(run->stress));
    }
    for (const auto& file : report_files({run->base, &run->stress}, formats.value, line, language)) {
        folder.write(file.path, file.bytes);
    }
    write_cases(folder, plan.value, line);
    write_manifest(folder, all, line, started, team.size());
    if (interrupt_flag()) { return Exit::interrupted; }
    folder.publish();
    if (!line.quiet) {
        fmt::print("{}", reports::stress_headline(run->stress, language));
        fmt::print(fmt::runtime(language == Language::zh ? "结果：{}\n" : "Results: {}\n"),
                   scenario::shown(folder.target()));
    }
    return Exit::done;
}

} // namespace kdt::app
