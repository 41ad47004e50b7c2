#include "reports/docx.hpp"

#include "reports/archive.hpp"
#include "reports/child.hpp"
#include "reports/file_date.hpp"
#include "reports/scratch_folder.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace kdt::reports {
namespace {

namespace fs = std::filesystem;

bool can_run(const fs::path& program) {
    std::error_code error;
    return fs::is_regular_file(program, error) && access(program.c_str(), X_OK) == 0;
}

Problem no_pandoc() {
    Problem problem;
    problem.file = "--format";
    problem.what = {"生成 docx 需要 pandoc，此机没有找到", "docx is made by pandoc, which is not found here"};
    problem.fix = {"安装 pandoc（apt-get install pandoc）或用 KDT_PANDOC 指明位置；也可用 Word 打开 report.html",
                   "install pandoc (apt-get install pandoc) or name it in KDT_PANDOC; Word opens report.html too"};
    return problem;
}

/// The first line of what a program said, where it said anything.
std::string in_brackets(const std::string& said, const std::string& open, const std::string& close) {
    const std::string line = said.substr(0, said.find('\n'));
    return line.empty() ? std::string() : open + line + close;
}

/// A program of this name may be there and not run: another machine's, one without its libraries.
Problem failing_pandoc(const fs::path& program, const std::string& said) {
    return problem_of(program.string(),
                      {"此 pandoc 不能运行" + in_brackets(said, "（", "）"),
                       "this pandoc does not run" + in_brackets(said, " (", ")")},
                      {"重新安装 pandoc（apt-get install pandoc）或用 KDT_PANDOC 指明另一个",
                       "install pandoc anew (apt-get install pandoc) or name another one in KDT_PANDOC"});
}

std::optional<Problem> pandoc_problem() {
    const auto pandoc = find_pandoc();
    if (!pandoc) { return no_pandoc(); }
    try {
        const ScratchFolder folder;
        const Ended ended = run_child(*pandoc, {"--version"}, {}, folder / "pandoc.log");
        if (ended.exit == 0 && ended.said.starts_with("pandoc")) { return std::nullopt; }
        return failing_pandoc(*pandoc, ended.said);
    } catch (const std::runtime_error& error) { return failing_pandoc(*pandoc, error.what()); }
}

Problem no_template(const fs::path& file, Text what) {
    return problem_of(file.string(), std::move(what),
                      {"--template 给出一个 .docx 文件，其样式用于报告",
                       "--template names a .docx file whose styles the report takes"});
}

/// What a Word document holds and the template does not; nothing where it holds all.
std::optional<std::string> missing_part(const fs::path& file) {
    for (const char* part : {"word/styles.xml", "word/document.xml", "[Content_Types].xml"}) {
        if (!archive_holds(file, part)) { return part; }
    }
    return std::nullopt;
}

/// What pandoc made, and how it went.
struct Made {
    Ended ended;
    std::string bytes; ///< none where it failed
};

Made made_docx(const std::string& markdown, const std::optional<fs::path>& reference, const std::string& epoch) {
    const auto pandoc = find_pandoc();
    if (!pandoc) { throw std::runtime_error("pandoc is gone"); }
    const ScratchFolder folder;
    write_bytes(folder / "report.md", markdown);
    write_bytes(folder / "tables.lua", std::string(table_filter()));
    write_bytes(folder / "columns.lua", std::string(table_columns()));
    write_bytes(folder / "reference.docx", reference ? bytes_of(*reference) : std::string(reference_document()));
    // What stands in the text is text: no HTML, no TeX, no raw blocks. The top heading is the title.
    std::vector<std::string> arguments = {"--from=commonmark+pipe_tables-raw_html",
                                          "--to=docx",
                                          "--reference-doc=" + (folder / "reference.docx").string(),
                                          "--lua-filter=" + (folder / "tables.lua").string(),
                                          "--shift-heading-level-by=-1",
                                          "--output=" + (folder / "report.docx").string(),
                                          (folder / "report.md").string()};
    // Our own reference has a style for text in tables; another's may have none.
    if (!reference) { arguments.emplace_back("--metadata=cell-style:Compact"); }
    Made made{run_child(*pandoc, arguments, {"SOURCE_DATE_EPOCH=" + epoch}, folder / "pandoc.log"), {}};
    if (made.ended.exit == 0) { made.bytes = bytes_of(folder / "report.docx"); }
    return made;
}

} // namespace

std::optional<fs::path> find_pandoc() {
    if (const char* named = std::getenv("KDT_PANDOC"); named != nullptr && *named != '\0') {
        return can_run(named) ? std::optional<fs::path>(named) : std::nullopt;
    }
    const char* path = std::getenv("PATH");
    const std::string folders = path == nullptr ? "" : path;
    for (std::size_t from = 0; from <= folders.size();) {
        const std::size_t end = std::min(folders.find(':', from), folders.size());
        const fs::path program = fs::path(folders.substr(from, end - from)) / "pandoc";
        if (end > from && can_run(program)) { return program; }
        from = end + 1;
    }
    return std::nullopt;
}

Problems docx_problems(const std::optional<fs::path>& reference) {
    Problems problems;
    if (auto problem = pandoc_problem()) { problems.push_back(std::move(*problem)); }
    if (!reference) { return problems; }
    std::error_code error;
    if (!fs::is_regular_file(*reference, error)) {
        problems.push_back(no_template(*reference, {"没有这个文件", "there is no such file"}));
    } else if (auto missing = missing_part(*reference)) {
        problems.push_back(no_template(*reference, {"不是 Word 文档（.docx）：其中没有 " + *missing,
                                                    "is no Word document (.docx): it holds no " + *missing}));
    } else if (problems.empty()) {
        const Ended tried = made_docx("# x\n", *reference, "0").ended;
        if (tried.exit != 0) {
            problems.push_back(no_template(*reference, {"pandoc 不能用它作模板" + in_brackets(tried.said, "（", "）"),
                                                        "pandoc can't use it" + in_brackets(tried.said, " (", ")")}));
        }
    }
    return problems;
}

std::string docx(const std::string& markdown, const results::Frame& frame, const std::optional<fs::path>& reference) {
    Made made = made_docx(markdown, reference, std::to_string(seconds_after(frame.as_of)));
    if (made.ended.exit != 0) { throw std::runtime_error("pandoc: " + made.ended.said); }
    return std::move(made.bytes);
}

} // namespace kdt::reports
