#include "app/commands.hpp"
#include "app/log.hpp"
#include "app/parse.hpp"

#include "base/cannot_deliver.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>

namespace {

using kdt::app::CommandLine;
using kdt::app::Exit;

Exit dispatch(const CommandLine& line) {
    using namespace kdt::app;
    if (line.command == "run") { return run_command(line); }
    if (line.command == "check") { return check_command(line); }
    if (line.command == "trace") { return trace_command(line); }
    if (line.command == "stress") { return stress_command(line); }
    if (line.command == "report") { return report_command(line); }
    if (line.command == "new") { return new_command(line); }
    return fields_command(line);
}

Exit guarded(const CommandLine& line) {
    kdt::app::set_up_log(line.log_level);
    const bool zh = kdt::app::language_of(line) == kdt::Language::zh;
    try {
        return dispatch(line);
    } catch (const kdt::CannotDeliver& refusal) {
        fmt::print(stderr, "{}\n", refusal.why().in(zh ? kdt::Language::zh : kdt::Language::en));
        return Exit::bad_input;
    } catch (const std::bad_alloc&) {
        fmt::print(stderr, "{}\n", zh ? "内存不足：请减少路径数或期限。" : "out of memory: use fewer paths or months.");
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}{}\n", zh ? "运行失败：" : "failed: ", error.what());
    }
    return Exit::failed;
}

} // namespace

int main(int argc, char** argv) {
    const kdt::app::Parsed parsed = kdt::app::parse(argc, argv);
    if (parsed.exit) { return *parsed.exit; }
    Exit exit = guarded(parsed.line);
    // stdout carries the result: one that got lost (a full disk) is no success.
    if (std::fflush(stdout) != 0 && exit == Exit::done) {
        fmt::print(stderr, "stdout: {}\n", std::strerror(errno));
        exit = Exit::failed;
    }
    if (exit == Exit::interrupted) {
        // The shell learns of the signal itself, as of any program that Ctrl-C ends: status 130.
        std::signal(SIGINT, SIG_DFL);
        std::raise(SIGINT);
    }
    return static_cast<int>(exit);
}
