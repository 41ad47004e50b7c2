#include "base/problem.hpp"

namespace kdt {

Problem problem_of(std::string file, Text what, Text fix) {
    Problem problem;
    problem.file = std::move(file);
    problem.what = std::move(what);
    problem.fix = std::move(fix);
    return problem;
}

std::string describe(const Problem& problem, Language language) {
    std::string out = problem.file;
    if (problem.line > 0) {
        out += ":" + std::to_string(problem.line);
        if (problem.column > 0) { out += ":" + std::to_string(problem.column); }
    }
    if (!problem.pointer.empty()) { out += (out.empty() ? "" : " ") + problem.pointer; }
    const bool zh = language == Language::zh;
    if (!out.empty()) { out += zh ? "：" : ": "; }
    out += problem.what.in(language);
    const std::string& fix = problem.fix.in(language);
    if (!fix.empty()) { out += (zh ? " → 建议：" : " → try: ") + fix; }
    return out;
}

} // namespace kdt
