#include "catch.hpp"

#include "reports/scratch_folder.hpp"
#include "reports/xlsx.hpp"
#include "reports/xlsx_book.hpp"
#include "reports/xlsx_sheet.hpp"
#include "unit/results/sample_run.hpp"

using namespace kdt;

namespace {

constexpr std::size_t kMostInCell = 32'767; // UTF-16 units, which Excel reads from a cell

std::size_t signs_of(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::string repeated(const std::string& sign, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) { out += sign; }
    return out;
}

} // namespace

TEST_CASE("xlsx: a text longer than a cell holds ends with where it stands in full") {
    const reports::ScratchFolder folder;
    const reports::XlsxBook zh(folder / "zh.xlsx", Language::zh);
    const reports::XlsxBook en(folder / "en.xlsx", Language::en);
    const std::string most = repeated("长", kMostInCell);
    CHECK(zh.fitting(most) == most);
    const std::string cut = zh.fitting(most + "文");
    CHECK(signs_of(cut) <= kMostInCell);
    CHECK(signs_of(cut) > kMostInCell - 100);
    CHECK(cut.starts_with("长长长"));
    CHECK(cut.ends_with("长…（单元格容不下，全文见scenario.json）"));
    CHECK(en.fitting(most + "文").ends_with("长… (more than a cell holds; in full in scenario.json)"));
}

TEST_CASE("xlsx: a character beyond the basic plane counts as the two units that it takes in a cell, and stays whole") {
    const reports::ScratchFolder folder;
    const reports::XlsxBook book(folder / "book.xlsx", Language::zh);
    const std::string most = repeated("𠮷", kMostInCell / 2);
    CHECK(book.fitting(most + "x") == most + "x");
    const std::string cut = book.fitting(most + "xx");
    CHECK(2 * signs_of(cut) <= kMostInCell + 100);
    CHECK(cut.find("𠮷…（") != std::string::npos);
}

TEST_CASE("xlsx: long names, descriptions, sources and remarks don't keep a workbook from being written") {
    sample::Run run = sample::run(40);
    run.results.frame.name = repeated("名", 40'000);
    run.results.frame.description = repeated("<长>", 20'000);
    run.results.frame.parameters[0].source = repeated("_x0041_ 𠮷 ", 5'000);
    run.results.frame.warnings = {{repeated("提示", 20'000), repeated("remark ", 8'000)}};
    const reports::Findings findings{run.results};
    for (const Language language : {Language::zh, Language::en}) {
        CHECK(reports::xlsx(findings, reports::document_of(findings, language)).starts_with("PK"));
    }
}

TEST_CASE("xlsx: a row has room for the lines of its text, and is no higher than a row may be") {
    const double one = reports::row_height("line", 50.0);
    CHECK(reports::row_height("", 50.0) == one);
    CHECK(reports::row_height(repeated("line\n", 19) + "line", 50.0) == 20 * one);
    CHECK(reports::row_height("line\n" + repeated("长", 49), 50.0) == 3 * one);
    CHECK(reports::row_height(repeated("x", 100'000), 50.0) == 409.0);
}
