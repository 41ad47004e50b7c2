#include "catch.hpp"

#include "reports/xlsx_heading.hpp"
#include "reports/xlsx_paper.hpp"

using namespace kdt;
using reports::ColumnBlock;
using reports::Paper;

namespace {

/// A column of names and so many figures, each with its error.
std::vector<ColumnBlock> figures(unsigned count) {
    std::vector<ColumnBlock> blocks = {{16.0, 1, ""}};
    blocks.resize(1 + count, {24.0, 2, ""});
    return blocks;
}

} // namespace

TEST_CASE("paper: what fits a page is not broken") {
    const Paper paper = reports::paper_of(figures(4), 1);
    CHECK_FALSE(paper.is_wide());
    CHECK(paper.repeated == 1);
}

TEST_CASE("paper: a page begins with a figure, never with its error, and pages are about as full as each other") {
    for (const unsigned count : {7U, 10U, 13U, 40U}) {
        const Paper paper = reports::paper_of(figures(count), 1);
        REQUIRE(paper.is_wide());
        unsigned before = 1;
        unsigned widest = 0;
        for (const unsigned start : paper.starts) {
            CHECK((start - 1) % 2 == 0);
            widest = std::max(widest, start - before);
            before = start;
        }
        const unsigned last = 1 + 2 * count - before;
        CHECK(last <= widest);
        CHECK(widest * paper.starts.size() < 2 * count + widest); // none could be spared
    }
}

TEST_CASE("paper: a group stays on one page where a page holds it") {
    std::vector<ColumnBlock> years = {{16.0, 1, ""}};
    for (const char* year : {"2022", "2023", "2024", "2025", "2026", "2027"}) {
        for (int i = 0; i < 3; ++i) { years.push_back({12.0, 1, year}); }
    }
    const Paper paper = reports::paper_of(years, 1);
    REQUIRE(paper.is_wide());
    for (const unsigned start : paper.starts) { CHECK((start - 1) % 3 == 0); }
    for (ColumnBlock& block : years) { block.group = "all"; }
    CHECK(reports::paper_of(years, 1).is_wide());
}

TEST_CASE("paper: all columns that name a row stand on every page as far as they leave room for figures") {
    std::vector<ColumnBlock> blocks = figures(10);
    blocks.insert(blocks.begin(), 2, {14.0, 1, ""});
    CHECK(reports::paper_of(blocks, 3).repeated == 3);
    blocks[1].width = 80.0;
    CHECK(reports::paper_of(blocks, 3).repeated == 1);
}

TEST_CASE("heading: it breaks before its brackets, which a column holds whole") {
    const std::string zh = reports::heading_in_lines("截至2022-12（120个月） P95（万元） ±95%误差");
    CHECK(zh == "截至2022-12\n（120个月） P95\n（万元） ±95%误差");
    CHECK(reports::heading_in_lines("Claims (10k yuan)") == "Claims \n(10k yuan)");
    CHECK(reports::heading_in_lines("（万元）") == "（万元）");
    CHECK(reports::heading_in_lines("P(depleted)") == "P(depleted)");
    CHECK(reports::heading_width("甲\n（累计违约率）") >= 14.0);
    CHECK(reports::lines_in(zh, 20.0) == 3);
    CHECK(reports::lines_in(zh, 12.0) > 3);
}
