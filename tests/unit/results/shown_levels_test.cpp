#include "catch.hpp"

#include "results/catalogue.hpp"
#include "unit/results/sample_run.hpp"

using namespace kdt;

namespace {

using Titles = std::vector<std::string>;

results::Results with_levels(const std::vector<double>& levels) {
    results::Results results = sample::run().results;
    results.frame.levels.clear();
    for (const double level : levels) { results.frame.levels.push_back(tally::Level::of(level)); }
    return results;
}

Titles titles_from(const results::Table& table, std::size_t first) {
    Titles titles;
    for (std::size_t i = first; i < table.columns.size(); ++i) { titles.push_back(table.columns[i].title.zh); }
    return titles;
}

} // namespace

TEST_CASE("levels: tables show losses at 0.95 or the run's lowest level and at the bad one, each once and ascending") {
    for (const auto& [levels, shown] :
         std::vector<std::pair<std::vector<double>, Titles>>{{{0.95, 0.99, 0.995, 0.999}, {"0.95", "0.99"}},
                                                             {{0.95}, {"0.95"}},
                                                             {{0.9}, {"0.9"}},
                                                             {{0.9, 0.99}, {"0.9", "0.99"}},
                                                             {{0.99, 0.9}, {"0.9", "0.99"}},
                                                             {{0.99, 0.999}, {"0.99"}},
                                                             {{0.995, 0.999}, {"0.995", "0.999"}}}) {
        CHECK(results::shown_levels(with_levels(levels)) == shown);
    }
}

TEST_CASE("levels: no column of a loss table stands twice or before a lower one") {
    CHECK(titles_from(results::loss_sharing_table(with_levels({0.95})), 3) == Titles{"P95", "ES95"});
    CHECK(titles_from(results::loss_sharing_table(with_levels({0.9})), 3) == Titles{"P90", "ES90"});
    CHECK(titles_from(results::loss_sharing_table(with_levels({0.9, 0.99})), 3) == Titles{"P90", "P99", "ES99"});
    CHECK(titles_from(results::bank_loss_table(with_levels({0.95})), 5) == Titles{"均值", "P95"});
    CHECK(titles_from(results::bank_loss_table(with_levels({0.9, 0.99})), 5) == Titles{"均值", "P90", "P99"});
    CHECK(titles_from(results::risk_table(with_levels({0.9})), 1).size() % 2 == 0);
}

TEST_CASE("breakers by month: what no path has is not seen, rather than 0%") {
    const sample::Run run = sample::run();
    const results::Table table = results::breaker_month_table(run.results);
    bool seen = false;
    for (const results::Row& row : table.rows) {
        for (const results::Cell& cell : row) {
            CHECK((cell.kind != results::CellKind::percent || cell.value != 0.0));
            seen = seen || cell.text.zh == "未出现";
        }
    }
    CHECK(seen);
    CHECK(table.notes.back().zh.find("未出现（95%上限") != std::string::npos);
}
