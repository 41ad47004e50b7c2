#include "app/formats.hpp"

#include "base/nearest.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace kdt::app {
namespace {

constexpr std::array<std::pair<const char*, bool Formats::*>, 6> kFormats = {{{"html", &Formats::html},
                                                                              {"xlsx", &Formats::xlsx},
                                                                              {"docx", &Formats::docx},
                                                                              {"csv", &Formats::csv},
                                                                              {"md", &Formats::markdown},
                                                                              {"json", &Formats::json}}};

Problem unknown_format(const std::string& word) {
    std::vector<std::string> names;
    for (const auto& [name, member] : kFormats) { names.emplace_back(name); }
    const std::string near = nearest(word, names);
    const Text hint = near.empty() ? Text{} : Text{"是否指 " + near + "？", "did you mean " + near + "? "};
    Problem problem;
    problem.file = "--format";
    problem.what = {"未知格式 \"" + word + "\"", "unknown format \"" + word + "\""};
    if (word == "pdf") {
        problem.fix = {"在浏览器中打开 report.html 打印成 PDF", "print report.html to PDF from a browser"};
        return problem;
    }
    problem.fix = {hint.zh + "可用：html,xlsx,docx,csv,md,json", hint.en + "available: html,xlsx,docx,csv,md,json"};
    return problem;
}

} // namespace

Checked<Formats> formats_of(const std::optional<std::string>& list) {
    Checked<Formats> checked;
    if (!list) {
        checked.value = {.json = true, .csv = true, .markdown = true, .html = true, .xlsx = true, .docx = false};
        return checked;
    }
    for (std::size_t from = 0; from <= list->size();) {
        const std::size_t comma = std::min(list->find(',', from), list->size());
        const std::string word = list->substr(from, comma - from);
        from = comma + 1;
        const auto found =
            std::find_if(kFormats.begin(), kFormats.end(), [&](const auto& format) { return format.first == word; });
        if (found != kFormats.end()) {
            checked.value.*(found->second) = true;
        } else {
            checked.problems.push_back(unknown_format(word));
        }
    }
    return checked;
}

} // namespace kdt::app
