#pragma once

#include "base/problem.hpp"
#include "scenario/load.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kdt::app {

/// Exit codes of every command.
enum class Exit : int { done = 0, failed = 1, bad_input = 2, interrupted = 130 };

/// What the command line said, common to all commands that take a scenario.
struct CommandLine {
    std::vector<std::string> words; ///< as given, program first
    std::string command;
    std::filesystem::path scenario;
    std::vector<std::filesystem::path> overlays;
    std::vector<std::string> settings; ///< POINTER=VALUE
    std::optional<std::int64_t> paths;
    std::optional<std::uint64_t> seed;
    std::optional<std::string> precision; ///< as written, "0.01" or "1%"
    int threads = 0;
    std::optional<std::filesystem::path> out;
    std::optional<std::string> language;                ///< "zh", "en"
    std::optional<std::string> formats;                 ///< "html,xlsx,md"; absent: all that need no other program
    std::optional<std::filesystem::path> docx_template; ///< whose styles report.docx takes
    bool check = false;
    std::optional<std::filesystem::path> checkpoint; ///< run
    double checkpoint_every = 60.0;                  ///< seconds
    bool quiet = false;
    bool no_copies = false;
    std::string log_level = "warn";
    std::uint64_t path = 0;               ///< trace
    std::filesystem::path overlay_folder; ///< stress; empty: `stress` beside the scenario
    std::string pointer;                  ///< fields
    std::filesystem::path new_folder;     ///< new
    std::optional<std::string> from;      ///< new: a scheme of the gallery
    std::filesystem::path result;         ///< report: a finished run
};

/// The language to speak before a scenario is known: --lang, else Chinese.
Language language_of(const CommandLine& line);
/// The language of results: --lang, else the scenario's.
Language language_of(const CommandLine& line, const scenario::Scenario& scenario);

/// The scenario with overlays, settings, --paths and --seed.
scenario::Request request_of(const CommandLine& line);

/// Prints problems on stderr, one a line, and how many.
void print_problems(const Problems& problems, Language language);

} // namespace kdt::app
