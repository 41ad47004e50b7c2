#include "app/checkpoint_file.hpp"
#include "app/commands.hpp"
#include "app/interrupt.hpp"
#include "app/progress.hpp"
#include "app/team_run.hpp"
#include "app/write_reports.hpp"
#include "app/write_result.hpp"

#include "reports/headline.hpp"
#include "results/summary_json.hpp"
#include "scenario/bytes.hpp"
#include "study/check.hpp"
#include "study/limit.hpp"
#include "study/run.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace kdt::app {
namespace {

bool all_pass(const std::vector<results::Check>& checks) {
    return std::all_of(checks.begin(), checks.end(), [](const results::Check& check) { return check.pass; });
}

/// What a run is about to do, and what speaks against it.
struct Plan {
    scenario::Loaded loaded;
    Formats formats;
    std::filesystem::path target;
    std::unique_ptr<CheckpointFile> checkpoint; ///< of rank 0; null: none was asked for
    Problems problems;

    void object(Problems more) {
        problems.insert(problems.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
};

/// Files are rank 0's business.
Plan plan_run(const CommandLine& line, engine::Team& team) {
    Plan plan;
    Checked<scenario::Loaded> loaded = scenario::load(request_of(line));
    plan.loaded = std::move(loaded.value);
    plan.target = line.out.value_or(default_folder(line.scenario, "run"));
    plan.object(std::move(loaded.problems));
    std::string own;
    if (plan.problems.empty()) {
        Copies copies;
        copies.add(plan.loaded);
        plan.loaded.effective_json = scenario_for_result(plan.loaded, &copies);
        if (team.size() > 1) { own = bytes_of(identity_of(plan.loaded)) + (line.check ? "check" : ""); }
        if (line.checkpoint && team.leads()) {
            plan.checkpoint = std::make_unique<CheckpointFile>(*line.checkpoint, identity_of(plan.loaded),
                                                               CheckpointFile::Seconds(line.checkpoint_every));
            plan.object(plan.checkpoint->open(plan.target, plan.loaded.inputs));
        }
    }
    plan.object(differences_from_first(own, team));
    if (!team.leads()) { return plan; }
    Checked<Formats> formats = wanted_formats(line);
    plan.formats = formats.value;
    plan.object(std::move(formats.problems));
    plan.object(objections(line, plan.target, plan.loaded.inputs));
    return plan;
}

/// How far the checkpoint has come, on stderr.
void tell(const Plan& plan, const CommandLine& line, const Text& words) {
    if (!plan.checkpoint || plan.checkpoint->paths() == 0 || line.quiet) { return; }
    const std::string& text = words.in(language_of(line, plan.loaded.scenario));
    fmt::print(stderr, fmt::runtime(text + "\n"), plan.checkpoint->paths());
}

/// What the precision asked for will cost, as far as the trial or the first stage shows.
void tell_cost(const scenario::Scenario& scenario, const tally::Probability& seen, std::int64_t expected,
               double seconds, Language language) {
    const bool zh = language == Language::zh;
    const std::string found =
        seen.events == 0
            ? std::string(zh ? "未出现耗尽" : "no depletion")
            : fmt::format(fmt::runtime(zh ? "耗尽 {} 次，相对误差 {:.2g}" : "{} depletions, relative error {:.2g}"),
                          seen.events, study::relative_error(seen));
    const std::string at_least = seen.events == 0 ? (zh ? "至少" : "at least ") : (zh ? "约" : "about ");
    const std::string too_low = expected <= scenario.paths ? "" : zh ? "，看来不够" : ", and will hardly be enough";
    fmt::print(stderr,
               fmt::runtime(zh ? "{}{} 条路径：{}。达到 {} {}要 {} 条路径，还需{} {:.0f} 秒；上限 {} 条{}。\n"
                               : "{}{} paths: {}. {} takes {}{} paths, {}{:.0f} s more; the limit is {}{}.\n"),
               seen.n > study::kTrial ? "" : (zh ? "试算 " : "trial of "), seen.n, found, *scenario.precision, at_least,
               expected, at_least, seconds, scenario.paths, too_low);
}

study::Run simulate(const Plan& plan, const CommandLine& line, engine::Team& team) {
    const scenario::Scenario& scenario = plan.loaded.scenario;
    const Language language = language_of(line, scenario);
    for (const auto& input : plan.loaded.inputs) {
        spdlog::debug("{} {} sha256 {}", input.role, scenario::shown(input.path), input.sha256);
    }
    spdlog::info("{} paths of {} months, seed {}", scenario.paths, scenario.horizon_months, scenario.seed);
    tell(plan, line, {"从断点继续：已有 {} 条路径。", "going on from the checkpoint's {} paths."});
    Progress progress(language == Language::zh ? "测算中" : "simulating", scenario.paths, language,
                      !line.quiet && team.leads());
    study::RunOptions options;
    options.paths = campaign_of(line, team);
    options.paths.simulate.on_progress = [&](std::int64_t done) { progress.update(done); };
    options.paths.keeper = plan.checkpoint.get();
    if (scenario.precision) {
        const auto start = std::chrono::steady_clock::now();
        const std::int64_t before = plan.checkpoint ? plan.checkpoint->paths() : 0;
        progress.aim(study::next_stage(before, scenario.paths));
        // Told twice: by the trial and the first stage, which knows better; or where a run goes on, by its next stages.
        options.paths.on_stage = [&, start, before, told = 0](const tally::Probability& seen,
                                                              std::int64_t expected) mutable {
            progress.aim(std::min(expected, scenario.paths));
            if (told++ < 2 && !line.quiet) {
                const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
                const double each = spent.count() / static_cast<double>(std::max<std::int64_t>(1, seen.n - before));
                progress.clear();
                tell_cost(scenario, seen, expected, each * static_cast<double>(expected - seen.n), language);
            }
        };
    }
    options.check = line.check;
    study::Run run = study::run(plan.loaded, options);
    if (team.leads()) {
        spdlog::info("simulated; tallies hold {:.1f} MB", static_cast<double>(run.outcome.tally->bytes()) / 1e6);
    }
    return run;
}

void print_run(const study::Run& run, const std::filesystem::path& folder, const CommandLine& line) {
    if (line.quiet) { return; }
    const Language language = language_of(line, run.model.scenario);
    fmt::print("{}", reports::headline(run.results, language));
    const auto missing = line.check ? study::missing_checks(run.model, run.results.frame.checks) : std::nullopt;
    if (missing) { fmt::print("{}\n", missing->in(language)); }
    fmt::print(fmt::runtime(language == Language::zh ? "结果：{}\n" : "Results: {}\n"), scenario::shown(folder));
}

} // namespace

Exit run_command(const CommandLine& line, engine::Team& team) {
    const auto started = std::chrono::system_clock::now();
    Plan plan = plan_run(line, team);
    if (!all_sound(plan.problems, language_of(line), team)) { return Exit::bad_input; }
    catch_interrupts();
    study::fit_limit(plan.loaded, campaign_of(line, team));
    const study::Run run = simulate(plan, line, team);
    if (run.outcome.cancelled || interrupt_flag()) {
        tell(plan, line,
             {"已中断；断点里有 {} 条路径，同一命令由此继续。",
              "stopped; the checkpoint holds {} paths, and the same command goes on from them."});
        return Exit::interrupted;
    }
    if (!team.leads()) { return Exit::done; }

    plan.loaded.scenario.paths = run.outcome.paths();
    OutputFolder folder(plan.target);
    if (plan.formats.json) { folder.write("summary.json", results::to_json(run.results)); }
    for (const auto& file : report_files({run.results}, plan.formats, line, language_of(line, run.model.scenario))) {
        folder.write(file.path, file.bytes);
    }
    write_inputs(folder, plan.loaded, line);
    write_manifest(folder, plan.loaded, line, started, team.size());
    if (interrupt_flag()) { return Exit::interrupted; }
    folder.publish();
    if (plan.checkpoint) { plan.checkpoint->remove(); }
    print_run(run, folder.target(), line);
    return all_pass(run.results.frame.checks) ? Exit::done : Exit::failed;
}

} // namespace kdt::app
