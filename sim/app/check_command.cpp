#include "app/commands.hpp"

#include "engine/model.hpp"
#include "reports/check_echo.hpp"
#include "study/frame.hpp"

#include <fmt/format.h>

namespace kdt::app {

Exit check_command(const CommandLine& line) {
    const Checked<scenario::Loaded> loaded = scenario::load(request_of(line));
    if (!loaded.ok()) {
        print_problems(loaded.problems, language_of(line));
        return Exit::bad_input;
    }
    if (line.quiet) { return Exit::done; }
    const Language language = language_of(line, loaded.value.scenario);
    const engine::Model model = engine::compile(loaded.value.scenario);
    fmt::print("{}", reports::check_echo(study::frame_of(loaded.value, model), language));
    return Exit::done;
}

} // namespace kdt::app
