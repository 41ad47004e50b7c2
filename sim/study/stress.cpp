#include "study/stress.hpp"

#include "scenario/bytes.hpp"

#include <algorithm>

namespace kdt::study {
namespace {

namespace fs = std::filesystem;

/// "2-mild" before "10-severe": digits compare as the numbers they write, all else byte by byte.
bool in_file_order(const fs::path& a, const fs::path& b) {
    const std::string left = a.filename().string();
    const std::string right = b.filename().string();
    const auto digits = [](const std::string& text, std::size_t from) {
        const std::size_t end = text.find_first_not_of("0123456789", from);
        return (end == std::string::npos ? text.size() : end) - from;
    };
    for (std::size_t i = 0, j = 0; i < left.size() && j < right.size();) {
        const std::size_t m = digits(left, i);
        const std::size_t n = digits(right, j);
        if (m > 0 && n > 0) {
            const auto by_size = [](const std::string& text, std::size_t from, std::size_t count) {
                const std::size_t first = std::min(text.find_first_not_of('0', from), from + count);
                return std::pair(from + count - first, text.substr(first, from + count - first));
            };
            const auto x = by_size(left, i, m);
            const auto y = by_size(right, j, n);
            if (x != y) { return x < y; }
            i += m;
            j += n;
        } else {
            if (left[i] != right[j]) { return left[i] < right[j]; }
            ++i;
            ++j;
        }
    }
    return left < right;
}

/// The overlays of the folder in file order; a folder that has none, or can't be read, is a problem.
Checked<std::vector<fs::path>> overlay_files(const fs::path& folder) {
    Checked<std::vector<fs::path>> files;
    std::error_code error;
    for (auto at = fs::directory_iterator(folder, error); !error && at != fs::end(at); at.increment(error)) {
        const fs::path& path = at->path();
        if (path.extension() != ".json") { continue; }
        files.value.push_back(path);
        if (scenario::shown(path.filename()) == path.filename().string()) { continue; }
        files.problems.push_back(
            problem_of(scenario::shown(path),
                       {"文件名不是可显示的 UTF-8 文字，结果无法引用",
                        "its name is no UTF-8 text fit to be shown, and results could not name it"},
                       {"给文件改名", "rename the file"}));
    }
    const Text name_one{"放入叠加情景文件，或用 --overlays 指定文件夹",
                        "put overlays there or name a folder with --overlays"};
    if (error) {
        files.problems.push_back(problem_of(scenario::shown(folder),
                                            {"压力情景文件夹无法读取：" + error.message(),
                                             "the folder of stress overlays can't be read: " + error.message()},
                                            name_one));
    } else if (files.value.empty()) {
        files.problems.push_back(problem_of(scenario::shown(folder),
                                            {"没有压力情景（*.json）", "no stress overlays (*.json) here"}, name_one));
    }
    std::sort(files.value.begin(), files.value.end(), in_file_order);
    return files;
}

/// Runs can be compared path by path only where they have the same paths and report the same things.
Problems differences(const scenario::Scenario& base, const scenario::Scenario& other, const fs::path& file) {
    Problems problems;
    const auto expect = [&](bool same, const char* pointer) {
        if (same) { return; }
        problems.push_back(problem_of(scenario::shown(file),
                                      {"压力情景与基准不同，无法逐路径比较",
                                       "differs from the base, so that paths cannot be compared one by one"},
                                      {"叠加情景里去掉此项", "leave it out of the overlay"}));
        problems.back().pointer = pointer;
    };
    expect(base.seed == other.seed, "/simulation/seed");
    expect(base.paths == other.paths, "/simulation/paths");
    expect(base.method == other.method, "/simulation/method");
    if (base.method == scenario::Method::tilt) { // shifted by period and factor
        expect(scenario::ids_of(base.credit.factors) == scenario::ids_of(other.credit.factors), "/credit/factors");
        expect(base.credit.factor_period_months == other.credit.factor_period_months, "/credit/factor_period_months");
    }
    expect(base.horizon_months == other.horizon_months, "/horizon_months");
    expect(base.as_of == other.as_of, "/as_of");
    expect(base.report.horizons == other.report.horizons, "/report/horizons");
    expect(base.report.levels == other.report.levels, "/report/levels");
    expect(base.unit == other.unit, "/unit");
    expect(base.precision == other.precision, "/simulation/precision");
    expect(scenario::ids_of(base.banks) == scenario::ids_of(other.banks), "/banks");
    expect(scenario::ids_of(base.breakers) == scenario::ids_of(other.breakers), "/breakers");
    expect(scenario::ids_of(base.targets) == scenario::ids_of(other.targets), "/targets");
    return problems;
}

/// The overlay's own name; the base's name means that the overlay has none.
std::string label_of(const scenario::Loaded& base, const scenario::Loaded& overlay, const fs::path& file) {
    return overlay.scenario.name == base.scenario.name ? scenario::shown(file.stem()) : overlay.scenario.name;
}

/// In either language, since reports of a result are made in both.
bool is_base_name(const std::string& label) {
    const Text name = results::base_name();
    return label == name.zh || label == name.en;
}

/// Differences are of path by path: all cases need the same paths, and the scores of each.
void expect_paired(const scenario::Loaded& base, const fs::path& file, Problems& problems) {
    if (base.scenario.precision) {
        problems.push_back(problem_of(
            scenario::shown(file),
            {"压力测试逐路径比较，各情景的路径数须相同，不能按精度测算",
             "stress compares path by path, so that all cases need the same paths: a precision does not fix them"},
            {"去掉 precision，写明 paths", "leave out precision and state paths"}));
        problems.back().pointer = "/simulation/precision";
    } else if (base.scenario.paths > scenario::kMostExactPaths) {
        const std::string most = std::to_string(scenario::kMostExactPaths);
        problems.push_back(problem_of(
            scenario::shown(file),
            {"压力测试逐路径比较，需要每条路径的精确值，最多 " + most + " 条路径",
             "stress compares path by path and needs the exact scores of each, of " + most + " paths at most"},
            {"减少路径数（--paths）", "fewer paths (--paths)"}));
        problems.back().pointer = "/simulation/paths";
    }
}

Problem used_label(const fs::path& file, const std::string& label) {
    Problem problem =
        problem_of(scenario::shown(file),
                   {"名称 \"" + label + "\" 已被另一情景使用，结果无法区分",
                    "the name \"" + label + "\" is taken by another case, and results could not be told apart"},
                   {"换一个名称", "give it a name of its own"});
    problem.pointer = "/name";
    return problem;
}

} // namespace

Checked<StressPlan> plan_stress(const scenario::Request& request, const fs::path& overlay_folder) {
    Checked<StressPlan> plan;
    Checked<scenario::Loaded> base = scenario::load(request);
    plan.problems = std::move(base.problems);
    plan.value.base = std::move(base.value);
    if (plan.ok()) { expect_paired(plan.value.base, request.scenario, plan.problems); }
    Checked<std::vector<fs::path>> files = overlay_files(overlay_folder);
    const bool base_is_sound = plan.ok();
    plan.problems.insert(plan.problems.end(), files.problems.begin(), files.problems.end());
    for (const fs::path& file : files.value) {
        scenario::Request with_overlay = request;
        with_overlay.overlays.push_back(file);
        Checked<scenario::Loaded> loaded = scenario::load(with_overlay);
        // The base's own problems were listed once already.
        for (Problem& problem : loaded.problems) {
            if (base_is_sound || problem.file == scenario::shown(file)) { plan.problems.push_back(std::move(problem)); }
        }
        if (!base_is_sound || !loaded.ok()) { continue; }
        Problems frame = differences(plan.value.base.scenario, loaded.value.scenario, file);
        plan.problems.insert(plan.problems.end(), frame.begin(), frame.end());
        std::string label = label_of(plan.value.base, loaded.value, file);
        if (is_base_name(label) || std::count(plan.value.labels.begin(), plan.value.labels.end(), label) > 0) {
            plan.problems.push_back(used_label(file, label));
        }
        plan.value.labels.push_back(std::move(label));
        plan.value.overlays.push_back(std::move(loaded.value));
        plan.value.files.push_back(file);
    }
    return plan;
}

namespace {

/// What other ranks than 0 do: their part of the same runs.
std::optional<StressRun> help_with(const StressPlan& plan, RunOptions options) {
    const Run base = run(plan.base, options);
    if (base.outcome.cancelled) { return std::nullopt; }
    options.tilt = base.model.tilt;
    for (const scenario::Loaded& overlay : plan.overlays) {
        if (run(overlay, options).outcome.cancelled) { return std::nullopt; }
    }
    return StressRun{};
}

} // namespace

std::optional<StressRun> run_stress(const StressPlan& plan, const RunOptions& options,
                                    const std::function<void(const std::string&)>& next) {
    RunOptions held = options;
    held.runs_held = 2; // the base stays beside each overlay
    if (options.paths.team != nullptr && !options.paths.team->leads()) { return help_with(plan, held); }
    next(plan.base.scenario.name);
    Run base = run(plan.base, held);
    if (base.outcome.cancelled) { return std::nullopt; }
    base.results.frame.repeat_command = "kdt stress scenario.json";
    held.tilt = base.model.tilt; // the same paths with the same weights
    results::StressComparison comparison(base.results, *base.outcome.scores);
    for (std::size_t i = 0; i < plan.overlays.size(); ++i) {
        next(plan.labels[i]);
        const Run overlay = run(plan.overlays[i], held);
        if (overlay.outcome.cancelled) { return std::nullopt; }
        comparison.add(plan.labels[i], overlay.results, *overlay.outcome.scores);
    }
    results::StressResults stress = comparison.results();
    return StressRun{std::move(base.results), std::move(stress)};
}

} // namespace kdt::study
