#include "catch.hpp"
#include "cli/examples.hpp"
#include "cli/process.hpp"
#include "reports/docx.hpp"
#include "this_build.hpp"

#include <filesystem>

namespace fs = std::filesystem;
using testing::Finished;
using testing::kJiujiang;
using testing::kTextbook;
using testing::read_file;
using testing::run_kdt;
using testing::run_process;
using testing::TemporaryFolder;
using testing::write_file;

namespace {

/// A pandoc that shows what it was asked: the reference becomes the document, its arguments and date stand beside.
void write_fake_pandoc(const fs::path& program) {
    write_file(program, "#!/bin/sh\n[ \"$1\" = --version ] && { echo pandoc 2.17; exit; }\nprintf '%s\\n' \"$@\" "
                        "\"epoch=$SOURCE_DATE_EPOCH\" >\"$0.said\"\n"
                        "for word; do case $word in --output=*) out=${word#*=};; --reference-doc=*) ref=${word#*=};;\n"
                        "  *.md) cp \"$word\" \"$0.md\";; esac; done\ncp \"$ref\" \"$out\"\n");
    fs::permissions(program, fs::perms::owner_all);
}

/// The directory of a zip archive that holds entries of these names, which is all that is read of a template here.
std::string directory_of(const std::vector<std::string>& names) {
    const auto bytes = [](std::size_t value, int size) {
        std::string out;
        for (int i = 0; i < size; ++i, value >>= 8U) { out += static_cast<char>(value & 0xFFU); }
        return out;
    };
    std::string entries;
    for (const std::string& name : names) {
        entries +=
            std::string("PK\x01\x02", 4) + std::string(24, '\0') + bytes(name.size(), 2) + std::string(16, '\0') + name;
    }
    return entries + std::string("PK\x05\x06", 4) + std::string(6, '\0') + bytes(names.size(), 2) +
           bytes(entries.size(), 4) + std::string(6, '\0');
}

Finished with_pandoc(const fs::path& pandoc, const std::string& arguments) {
    return run_process(
        {"/bin/sh", "-c",
         "KDT_PANDOC='" + pandoc.string() + "' exec " + std::string(testing::kKdtBinary) + " " + arguments});
}

} // namespace

TEST_CASE("docx: without pandoc it is refused before anything is simulated, with the remedy") {
    const TemporaryFolder folder;
    const std::string out = (folder / "r").string();
    for (const std::string command : {"run", "stress"}) {
        const Finished none =
            with_pandoc(folder / "no-such-pandoc", command + " " + kJiujiang + " --format docx,json --out " + out);
        CHECK(none.exit == 2);
        CHECK(none.err.find("apt-get install pandoc") != std::string::npos);
    }
    CHECK(fs::is_empty(folder.path()));
    write_fake_pandoc(folder / "pandoc");
    write_file(folder / "letter.docx", "plain text");
    const Finished poor = with_pandoc(folder / "pandoc", "run " + kTextbook + " --format docx --lang en --template " +
                                                             (folder / "letter.docx").string() + " --out " + out);
    CHECK(poor.exit == 2);
    CHECK(poor.err.find("is no Word document") != std::string::npos);
    REQUIRE(
        run_kdt({"run", kTextbook, "--paths", "50", "--quiet", "--format", "xlsx", "--out", (folder / "book").string()})
            .exit == 0);
    const Finished book = with_pandoc(folder / "pandoc", "run " + kTextbook + " --format docx --lang en --template " +
                                                             (folder / "book/report.xlsx").string() + " --out " + out);
    CHECK(book.exit == 2);
    CHECK(book.err.find("it holds no word/styles.xml") != std::string::npos);
    const Finished idle = run_kdt({"run", kTextbook, "--format", "md", "--template", "x.docx", "--out", out});
    CHECK(idle.exit == 2);
    CHECK_FALSE(fs::exists(out));
}

TEST_CASE("docx: a pandoc that does not run is found before anything is simulated") {
    const TemporaryFolder folder;
    write_file(folder / "pandoc", "#!/bin/sh\necho libgmp is not here >&2\nexit 127\n");
    fs::permissions(folder / "pandoc", fs::perms::owner_all);
    write_file(folder / "other", "no program at all");
    fs::permissions(folder / "other", fs::perms::owner_all);
    for (const auto& [program, words] : {std::pair("pandoc", "libgmp is not here"), {"other", "does not run"}}) {
        const Finished run = with_pandoc(folder / program, "run " + kTextbook + " --format docx --lang en --out " +
                                                               (folder / "r").string());
        INFO(run.err);
        CHECK(run.exit == 2);
        CHECK(run.err.find(words) != std::string::npos);
        CHECK(run.err.find("apt-get install pandoc") != std::string::npos);
        CHECK_FALSE(fs::exists(folder / "r"));
    }
}

TEST_CASE(
    "docx: a template that is no Word document, or that pandoc can't use, is refused before anything is simulated") {
    const TemporaryFolder folder;
    const auto refusal = [&](const std::string& bytes) {
        write_file(folder / "letter.docx", bytes);
        const Finished run =
            with_pandoc(folder / "pandoc", "run " + kTextbook + " --format docx --lang en --template " +
                                               (folder / "letter.docx").string() + " --out " + (folder / "r").string());
        CHECK(run.exit == 2);
        CHECK(run.err.find("--template names a .docx file") != std::string::npos);
        CHECK_FALSE(fs::exists(folder / "r"));
        return run.err;
    };
    write_fake_pandoc(folder / "pandoc");
    CHECK(refusal(directory_of({"word/styles.xml"})).find("it holds no word/document.xml") != std::string::npos);
    CHECK(refusal(directory_of({"word/styles.xml", "word/document.xml"})).find("no [Content_Types].xml") !=
          std::string::npos);
    write_file(folder / "pandoc", "#!/bin/sh\n[ \"$1\" = --version ] && { echo pandoc 2.17; exit; }\n"
                                  "echo Invalid XML in word/styles.xml >&2\nexit 44\n");
    CHECK(refusal(std::string(kdt::reports::reference_document())).find("(Invalid XML in word/styles.xml)") !=
          std::string::npos);
}

TEST_CASE("docx: pandoc gets the report's Markdown, the bureau's template, and a date that no clock gave") {
    const TemporaryFolder folder;
    const std::string out = (folder / "r").string();
    write_fake_pandoc(folder / "pandoc");
    const std::string letter(kdt::reports::reference_document());
    write_file(folder / "a'b;$(x).docx", letter);
    write_file(folder / "run", "");
    const Finished run = run_process(
        {"/bin/sh", "-c",
         "KDT_PANDOC=\"$1\" exec \"$2\" run \"$3\" --paths 50 --quiet --format docx,md --template \"$4\" --out \"$5\"",
         "sh", (folder / "pandoc").string(), std::string(testing::kKdtBinary), kTextbook,
         (folder / "a'b;$(x).docx").string(), out});
    INFO(run.err);
    REQUIRE(run.exit == 0);
    CHECK(read_file(folder / "r/report.docx") == letter);
    CHECK(read_file(folder / "pandoc.md") == read_file(folder / "r/report.md"));
    const std::string said = read_file(folder / "pandoc.said");
    CHECK(said.find("--from=commonmark") != std::string::npos);
    CHECK(said.find("epoch=1") != std::string::npos);
}
