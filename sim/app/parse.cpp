#include "app/parse.hpp"

#include "app/starters.hpp"
#include "base/nearest.hpp"
#include "base/version.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <string>

namespace kdt::app {
namespace {

template <class Number>
std::optional<Number> whole_number(const std::string& text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) { return std::nullopt; }
    return value;
}

/// Accepts whole numbers from `least` to `most`, and says in both languages what it wants.
CLI::Validator whole(std::int64_t least, std::int64_t most) {
    const auto check = [least, most](std::string& text) -> std::string {
        const auto value = whole_number<std::int64_t>(text);
        if (value && *value >= least && *value <= most) { return {}; }
        return fmt::format("\"{}\" 应为 {} 至 {} 的整数 / must be a whole number from {} to {}", text, least, most,
                           least, most);
    };
    return CLI::Validator(check, "");
}

constexpr std::int64_t kMostThreads = 1024;
constexpr std::int64_t kMostSeconds = 1'000'000;
constexpr std::int64_t kMostPathNumber = (std::int64_t{1} << 34) - 1;
constexpr std::int64_t kMostSeed = std::numeric_limits<std::int64_t>::max();

void add_quiet(CLI::App& command, CommandLine& line) {
    command.add_flag("--quiet", line.quiet, "只报错误 / errors only");
}

void add_input(CLI::App& command, CommandLine& line) {
    command.add_option("SCENARIO", line.scenario, "情景文件 / scenario file (JSON)")->required()->type_name("");
    command.add_option("--with", line.overlays, "叠加情景，可重复 / overlay (JSON Merge Patch), repeatable")
        ->expected(1)
        ->take_all()
        ->type_name("FILE");
    command.add_option("--set", line.settings, "修改一项参数，可重复 / change one value, repeatable")
        ->expected(1)
        ->take_all()
        ->check([](const std::string& text) -> std::string {
            if (text.find('=') != std::string::npos) { return {}; }
            return "\"" + text + "\" 缺少等号 / lacks '=': --set /pool/balance=5000";
        })
        ->type_name("POINTER=VALUE");
    command.add_option("--paths", line.paths, "模拟路径数 / number of paths")
        ->check(whole(1, std::numeric_limits<std::int64_t>::max()))
        ->type_name("N");
    command.add_option("--seed", line.seed, "随机种子 / random seed")->check(whole(0, kMostSeed))->type_name("N");
    add_quiet(command, line);
}

void add_language(CLI::App& command, CommandLine& line) {
    command.add_option("--lang", line.language, "语言 / language: zh, en")
        ->check([](const std::string& text) -> std::string {
            return text == "zh" || text == "en" ? "" : "\"" + text + "\" 应为 zh 或 en / must be zh or en";
        })
        ->type_name("zh|en");
    command.add_option("--log-level", line.log_level, "日志级别 / log level: debug, info, warn, error")
        ->check([](const std::string& text) -> std::string {
            const bool known = text == "debug" || text == "info" || text == "warn" || text == "error";
            return known ? "" : "\"" + text + "\" 应为 / must be one of: debug, info, warn, error";
        })
        ->type_name("LEVEL");
}

void add_output(CLI::App& command, CommandLine& line) {
    command.add_option("--threads", line.threads, "线程数（默认全部） / threads (default: all)")
        ->check(whole(1, kMostThreads))
        ->type_name("N");
    command.add_option("--out", line.out, "结果文件夹 / result folder")->type_name("DIR");
    command.add_flag("--no-copies", line.no_copies, "不复制输入文件 / do not copy input files");
}

struct Commands {
    explicit Commands(CommandLine& line) : app("科贷通风险补偿资金池测算 / risk-compensation pools simulated", "kdt") {
        app.set_version_flag("--version", std::string(base::version()));
        app.require_subcommand(1);
        app.failure_message(CLI::FailureMessage::simple);

        CLI::App* run = app.add_subcommand("run", "测算并写出报告 / simulate and write the report folder");
        add_simulation(*run, line);
        run->add_flag("--check", line.check, "与精确解对照 / exact results beside the simulated ones");
        CLI::Option* checkpoint =
            run->add_option("--checkpoint", line.checkpoint,
                            "断点文件，中断后用同一命令继续 / file to go on from after whatever stopped the run")
                ->type_name("FILE");
        run->add_option("--checkpoint-every", line.checkpoint_every,
                        "两次写断点之间的秒数，默认 60 / seconds between two writings (default 60)")
            ->check(whole(0, kMostSeconds))
            ->needs(checkpoint)
            ->type_name("SECONDS");

        CLI::App* check = app.add_subcommand("check", "检查输入 / is this input sound?");
        add_input(*check, line);
        add_language(*check, line);

        CLI::App* stress = app.add_subcommand("stress", "压力测试 / the base beside each overlay");
        add_simulation(*stress, line);
        stress->add_option("--overlays", line.overlay_folder, "叠加情景文件夹 / folder of overlays")->type_name("DIR");

        CLI::App* trace = app.add_subcommand("trace", "单条路径明细账 / one path's ledger");
        add_input(*trace, line);
        add_language(*trace, line);
        add_output(*trace, line);
        trace->add_option("--path", line.path, "路径号，从 0 起 / path number, from 0")
            ->required()
            ->check(whole(0, kMostPathNumber))
            ->type_name("N");

        CLI::App* report = app.add_subcommand("report", "由已完成的结果生成报告 / reports of a finished run");
        report->add_option("DIR", line.result, "结果文件夹 / result folder")->required()->type_name("");
        add_formats(*report, line);
        add_language(*report, line);
        add_quiet(*report, line);

        CLI::App* fresh = app.add_subcommand("new", "建立一套新情景 / a folder to start from");
        fresh->add_option("DIR", line.new_folder, "新文件夹 / the new folder")->required()->type_name("");
        fresh
            ->add_option(
                "--from", line.from,
                fmt::format("从方案库的一个方案开始 / a scheme of the gallery: {}", fmt::join(scheme_names(), ", ")))
            ->type_name("SCHEME");
        fresh->add_flag("--quiet", line.quiet, "只报错误 / errors only");
        add_language(*fresh, line);

        CLI::App* fields = app.add_subcommand("fields", "输入字段说明 / every input field");
        fields->add_option("POINTER", line.pointer, "字段 / field, as /pool/balance")->type_name("");
        add_language(*fields, line);
        add_quiet(*fields, line);
    }

    static void add_formats(CLI::App& command, CommandLine& line) {
        command.add_option("--format", line.formats, "格式 / formats: html,xlsx,docx,csv,md,json")->type_name("LIST");
        command.add_option("--template", line.docx_template, "docx 的样式模板 / reference document for docx")
            ->type_name("FILE");
    }

    static void add_simulation(CLI::App& command, CommandLine& line) {
        add_input(command, line);
        add_language(command, line);
        add_output(command, line);
        add_formats(command, line);
        command
            .add_option(
                "--precision", line.precision,
                "run：测算到期末耗尽概率的相对标准误差达到此数，--paths 为上限 / run: until the relative standard "
                "error of the depletion probability is met, --paths at most")
            ->type_name("R");
    }

    CLI::App app;
};

std::vector<std::string> names_of(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) { names.push_back(command->get_name()); }
    for (const CLI::Option* option : app.get_options()) { names.push_back(option->get_name()); }
    return names;
}

/// A word that is no command or option of the command: the nearest one that is.
std::string suggestion(const CLI::App& app, int argc, char** argv) {
    const CLI::App* scope = &app;
    for (int i = 1; i < argc; ++i) {
        const std::string full = argv[i];
        const std::string word = full.substr(0, full.find('='));
        if (scope == &app && !word.starts_with("-")) {
            const auto commands = app.get_subcommands([&](const CLI::App* c) { return c->get_name() == word; });
            if (!commands.empty()) {
                scope = commands.front();
                continue;
            }
        } else if (!word.starts_with("--") || scope->get_option_no_throw(word) != nullptr) {
            continue;
        }
        const std::string near = nearest(word, names_of(*scope));
        return near.empty() ? "" : fmt::format(" → 是否指 / did you mean {}?", near);
    }
    return {};
}

int report_error(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
    if (error.get_exit_code() == 0) { return app.exit(error); } // help or version
    fmt::print(stderr, "{}{}\n", error.what(), suggestion(app, argc, argv));
    fmt::print(stderr, "参见 / see: kdt --help\n");
    return static_cast<int>(Exit::bad_input);
}

} // namespace

Parsed parse(int argc, char** argv, bool aloud) {
    Parsed parsed;
    for (int i = 0; i < argc; ++i) { parsed.line.words.emplace_back(argv[i]); }
    if (argc > 0) { parsed.line.words.front() = "kdt"; } // where it is installed is nobody's business
    Commands commands(parsed.line);
    try {
        commands.app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int quiet_exit = error.get_exit_code() == 0 ? 0 : static_cast<int>(Exit::bad_input);
        parsed.exit = aloud ? report_error(commands.app, error, argc, argv) : quiet_exit;
        return parsed;
    }
    parsed.line.command = commands.app.get_subcommands().front()->get_name();
    return parsed;
}

} // namespace kdt::app
