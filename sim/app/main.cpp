#include "app/commands.hpp"
#include "app/interrupt.hpp"
#include "app/launcher.hpp"
#include "app/log.hpp"
#include "app/parse.hpp"
#include "app/team_run.hpp"

#include "base/cannot_deliver.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <string_view>

namespace {

using kdt::app::CommandLine;
using kdt::app::Exit;

Exit refused(const kdt::CannotDeliver& refusal, bool zh) {
    const std::string& why = refusal.why().in(zh ? kdt::Language::zh : kdt::Language::en);
    if (!why.empty()) { fmt::print(stderr, "{}\n", why); }
    return Exit::bad_input;
}

Exit dispatch(const CommandLine& line, kdt::engine::Team& team) {
    using namespace kdt::app;
    // What follows differs by command: another one would wait for what never comes.
    if (!all_sound(differences_from_first(line.command, team), language_of(line), team)) { return Exit::bad_input; }
    if (line.command == "run") { return run_command(line, team); }
    if (line.command == "stress") { return stress_command(line, team); }
    if (!team.leads()) { return Exit::done; }
    if (line.command == "check") { return check_command(line); }
    if (line.command == "trace") { return trace_command(line); }
    if (line.command == "report") { return report_command(line); }
    if (line.command == "new") { return new_command(line); }
    return fields_command(line);
}

/// One process that fails ends the others, which would wait for it.
Exit failed(kdt::engine::Team& team, std::string_view message, bool zh) {
    if (team.size() == 1) {
        fmt::print(stderr, "{}\n", message);
    } else {
        fmt::print(stderr, fmt::runtime(zh ? "进程 {}：{}；全部进程停止。\n" : "process {}: {}; all processes stop.\n"),
                   team.rank(), message);
        team.give_up(static_cast<int>(Exit::failed));
    }
    return Exit::failed;
}

Exit guarded(const CommandLine& line, kdt::engine::Team& team) {
    const bool zh = kdt::app::language_of(line) == kdt::Language::zh;
    try {
        return dispatch(line, team);
    } catch (const kdt::CannotDeliver& refusal) { return refused(refusal, zh); } catch (const std::bad_alloc&) {
        return failed(team, zh ? "内存不足：请减少路径数或期限。" : "out of memory: use fewer paths or months.", zh);
    } catch (const std::exception& error) {
        return failed(team, fmt::format("{}{}", zh ? "运行失败：" : "failed: ", error.what()), zh);
    }
}

Exit with_team(const CommandLine& line) {
    kdt::app::set_up_log(line.log_level);
    try {
        auto team = kdt::app::team_of_launcher();
        const bool alone = team->size() == 1;
        const Exit exit = guarded(line, *team);
        team.reset();
        if (exit == Exit::interrupted && alone) {
            // The shell learns of the signal itself, as of any program that it ends: status 130, or 143 of SIGTERM. To
            // a launcher it would look like a crash.
            std::signal(kdt::app::interrupt_signal(), SIG_DFL);
            std::raise(kdt::app::interrupt_signal());
        }
        return exit;
    } catch (const kdt::CannotDeliver& refusal) {
        return refused(refusal, kdt::app::language_of(line) == kdt::Language::zh);
    } catch (const std::exception& error) {
        fmt::print(stderr, "MPI: {}\n", error.what());
        return Exit::failed;
    }
}

} // namespace

int main(int argc, char** argv) {
    const kdt::app::Parsed parsed = kdt::app::parse(argc, argv, kdt::app::is_first_process());
    if (parsed.exit) { return *parsed.exit; }
    Exit exit = with_team(parsed.line);
    // stdout carries the result: one that got lost (a full disk) is no success.
    if (std::fflush(stdout) != 0 && exit == Exit::done) {
        fmt::print(stderr, "stdout: {}\n", std::strerror(errno));
        exit = Exit::failed;
    }
    return static_cast<int>(exit);
}
