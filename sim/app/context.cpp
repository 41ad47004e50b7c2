#include "app/context.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace kdt::app {
namespace {

scenario::Setting setting_of(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) { return {text, ""}; }
    return {text.substr(0, equals), text.substr(equals + 1)};
}

} // namespace

Language language_of(const CommandLine& line) { return line.language == "en" ? Language::en : Language::zh; }

Language language_of(const CommandLine& line, const scenario::Scenario& scenario) {
    return line.language ? language_of(line) : scenario.report.language;
}

scenario::Request request_of(const CommandLine& line) {
    scenario::Request request;
    request.scenario = line.scenario;
    request.overlays = line.overlays;
    for (const std::string& text : line.settings) { request.settings.push_back(setting_of(text)); }
    if (line.precision) {
        // A number of paths in the file was meant for a run without one; --paths, which comes after, is a limit.
        request.settings.push_back({"/simulation/paths", "null", "--precision"});
        request.settings.push_back(
            {"/simulation/precision", *line.precision == "null" ? "\"null\"" : *line.precision, "--precision"});
    }
    if (line.paths) { request.settings.push_back({"/simulation/paths", std::to_string(*line.paths), "--paths"}); }
    if (line.seed) { request.settings.push_back({"/simulation/seed", std::to_string(*line.seed), "--seed"}); }
    if (line.language) { request.settings.push_back({"/report/language", *line.language, "--lang"}); }
    return request;
}

void print_problems(const Problems& problems, Language language) {
    for (const Problem& problem : problems) { fmt::print(stderr, "{}\n", describe(problem, language)); }
    if (language == Language::zh) {
        fmt::print(stderr, "共 {} 个问题，未进行测算。\n", problems.size());
    } else {
        fmt::print(stderr, "{} problem{}; nothing was simulated.\n", problems.size(), problems.size() == 1 ? "" : "s");
    }
}

} // namespace kdt::app
