#include "app/commands.hpp"
#include "app/interrupt.hpp"
#include "app/progress.hpp"
#include "app/run_identity.hpp"
#include "app/team_run.hpp"
#include "app/write_reports.hpp"
#include "app/write_result.hpp"

#include "base/hash.hpp"
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

/// The files of the result that run it again: the base, the overlays below stress/ as they amounted to (whatever --set
/// and --with did besides), and the data files of all cases.
class CaseFiles {
public:
    CaseFiles(const study::StressPlan& plan, const CommandLine& line) : copied_(!line.no_copies) {
        copies_.add(plan.base);
        for (const scenario::Loaded& overlay : plan.overlays) { copies_.add(overlay); }
        const Copies* found = copied_ ? &copies_ : nullptr;
        base_ = scenario_for_result(plan.base, found);
        for (std::size_t i = 0; i < plan.overlays.size(); ++i) {
            overlays_.push_back({"stress/" + plan.files[i].filename().string(),
                                 overlay_for_result(base_, scenario_for_result(plan.overlays[i], found))});
        }
    }

    void write(OutputFolder& folder) const {
        folder.write("scenario.json", base_);
        for (const results::OutputFile& overlay : overlays_) { folder.write(overlay.path, overlay.bytes); }
        if (!copied_) { return; }
        for (const auto& [name, bytes] : copies_.files()) { folder.write(name, bytes); }
    }

    /// Tells the results which files they rest on, by names that a run of the result's own files finds again.
    void name_in(study::StressRun& run, const scenario::Loaded& all) const {
        std::vector<results::InputHash> inputs;
        for (const scenario::InputFile& input : all.inputs) {
            if (!is_data(input)) { continue; }
            const auto place = copied_ ? std::filesystem::path(copies_.name_of(input)) : input.path;
            inputs.push_back({input.role, scenario::shown(place.filename()), input.sha256});
        }
        run.base.frame.inputs = inputs;
        run.stress.frame.inputs = std::move(inputs);
        for (std::size_t i = 0; i < overlays_.size(); ++i) {
            run.stress.cases[i + 1].file = {"overlay", overlays_[i].path, sha256_hex(overlays_[i].bytes)};
        }
    }

private:
    bool copied_;
    Copies copies_;
    std::string base_;
    std::vector<results::OutputFile> overlays_;
};

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
    auto run = study::run_stress(plan.value, options, [&](const std::string& label) {
        progress = std::make_unique<Progress>(label, scenario.paths, language, !line.quiet);
    });
    progress.reset();
    if (!run || interrupt_flag()) { return Exit::interrupted; }
    if (!team.leads()) { return Exit::done; }

    const CaseFiles files(plan.value, line);
    files.name_in(*run, all);
    OutputFolder folder(target);
    if (!formats.value.csv) { folder.write("stress.csv", results::stress_csv(run->stress)); }
    if (formats.value.json) {
        folder.write("summary.json", results::to_json(run->base));
        folder.write("stress.json", results::stress_json(run->stress));
    }
    for (const auto& file : report_files({run->base, &run->stress}, formats.value, line, language)) {
        folder.write(file.path, file.bytes);
    }
    files.write(folder);
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
