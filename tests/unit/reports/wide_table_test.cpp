#include "catch.hpp"

#include "reports/document.hpp"

using namespace kdt;

namespace {

/// A first column and so many groups of three.
results::Table grouped_table(int groups) {
    results::Table table{"wide", {"表", "table"}, {}, {}, {{"注", "note"}}};
    table.columns.resize(1);
    table.rows.resize(2);
    for (results::Row& row : table.rows) { row.resize(1); }
    for (int group = 0; group < groups; ++group) {
        for (const char* title : {"P5", "P50", "P95"}) {
            results::Column column;
            column.title = {title, title};
            column.group = {std::to_string(2022 + group), ""};
            table.columns.push_back(column);
            for (results::Row& row : table.rows) {
                row.emplace_back();
                row.back().text.zh = column.group.zh + title;
            }
        }
    }
    return table;
}

} // namespace

TEST_CASE("wide tables: a table that fits stays whole") {
    const auto parts = reports::parts_of(grouped_table(3));
    REQUIRE(parts.size() == 1);
    CHECK(parts[0].title.zh == "表");
    CHECK(parts[0].notes.size() == 1);
}

TEST_CASE(
    "wide tables: ten years make four parts, cut between years, with every cell once and the notes below the last") {
    const results::Table whole = grouped_table(10);
    const auto parts = reports::parts_of(whole);
    REQUIRE(parts.size() == 4);
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        CHECK(parts[i].title.zh == "表（" + std::to_string(i + 1) + "/4）");
        CHECK(parts[i].notes.size() == (i == 3 ? 1 : 0));
        CHECK(parts[i].columns.size() % 3 == 1);
        CHECK(parts[i].columns.size() <= 11);
        for (std::size_t j = 1; j < parts[i].rows[1].size(); ++j) { cells.push_back(parts[i].rows[1][j].text.zh); }
    }
    REQUIRE(cells.size() == 30);
    for (std::size_t j = 0; j < cells.size(); ++j) { CHECK(cells[j] == whole.rows[1][j + 1].text.zh); }
}

TEST_CASE("wide tables: single columns share parts evenly, and a group wider than a page is cut") {
    results::Table singles = grouped_table(4);
    for (results::Column& column : singles.columns) { column.group = {}; }
    const auto halves = reports::parts_of(singles);
    REQUIRE(halves.size() == 2);
    CHECK(halves[0].columns.size() == 7);
    CHECK(halves[1].columns.size() == 7);
    results::Table vintages = grouped_table(4);
    for (std::size_t i = 1; i < 12; ++i) { vintages.columns[i].group = i == 1 ? Text{} : Text{"账龄", "age"}; }
    vintages.columns.pop_back();
    for (results::Row& row : vintages.rows) { row.pop_back(); }
    for (const results::Table& part : reports::parts_of(vintages)) { CHECK(part.columns.size() > 5); }
    for (const int groups : {4, 7, 10}) {
        results::Table banks = grouped_table(groups);
        for (std::size_t i = 1; i < banks.columns.size(); ++i) { banks.columns[i].group = {"熔断", "breaker"}; }
        for (const results::Table& part : reports::parts_of(banks)) {
            CHECK(part.columns.size() > 5);
            CHECK(part.columns.size() <= 11);
        }
    }
}
