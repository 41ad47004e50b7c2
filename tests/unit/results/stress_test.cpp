#include "catch.hpp"

#include "results/catalogue.hpp"
#include "results/cells.hpp"
#include "results/names.hpp"
#include "results/stress.hpp"
#include "results/stress_json.hpp"
#include "results/summary_json.hpp"
#include "results/table_text.hpp"
#include "unit/results/sample_run.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

using namespace kdt;
using tally::Measure;

namespace {

constexpr std::int64_t kStressPaths = 400;

/// The sample with some paths changed.
sample::Run changed(const std::function<void(std::int64_t, tally::PathScores&)>& change) {
    sample::Run run;
    run.scores = std::make_unique<tally::Scores>(sample::shape(), kStressPaths);
    run.tally = std::make_unique<tally::Tally>(sample::shape(), *run.scores);
    tally::PathScores one;
    one.fit(sample::shape());
    for (std::int64_t path = 0; path < kStressPaths; ++path) {
        sample::fill(one, sample::shape(), path, kStressPaths);
        change(path, one);
        run.tally->add(path, one);
    }
    run.tally->finish();
    run.results = results::summarise(sample::frame(kStressPaths), *run.scores, *run.tally);
    return run;
}

/// Dries out more paths, with needs of their own.
void drain(std::int64_t path, tally::PathScores& one) {
    if (path % 10 != 3) { return; }
    one.depleted_month = 20;
    one.shortfall[2] = 5'000'000 * path;
}

struct Needs {
    std::vector<double> amount;
    std::vector<bool> depleted;

    /// Mean over the depleted paths but for one.
    double mean_without(std::size_t left_out) const {
        double sum = 0.0;
        double count = 0.0;
        for (std::size_t path = 0; path < amount.size(); ++path) {
            if (path == left_out || !depleted[path]) { continue; }
            sum += amount[path];
            count += 1.0;
        }
        return sum / count;
    }
};

Needs needs_of(const sample::Run& run) {
    Needs needs;
    for (std::size_t path = 0; path < static_cast<std::size_t>(kStressPaths); ++path) {
        needs.amount.push_back(static_cast<double>(run.scores->shortfall(2)[path]) / 1e6);
        needs.depleted.push_back(run.scores->depleted_month()[path] > 0);
    }
    return needs;
}

std::string cell_in(const results::Table& table, std::size_t row, const std::string& column) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].title.en == column) {
            return cell_text(table.rows[row][i], Language::en, results::Thousands::grouped);
        }
    }
    throw std::runtime_error("no such column: " + column);
}

} // namespace

TEST_CASE("stress: the shortfall given depletion is a mean over the depleted paths; its difference has an error") {
    const sample::Run base = sample::run();
    const sample::Run heavy = changed(drain);
    results::StressComparison comparison(base.results, *base.scores);
    comparison.add("heavy", heavy.results, *heavy.scores);
    const auto* figure = comparison.results().cases[1].find("shortfall_given_depletion", "mean", 30);
    REQUIRE(figure != nullptr);

    const Needs before = needs_of(base);
    const Needs after = needs_of(heavy);
    constexpr std::size_t kNone = kStressPaths;
    CHECK(figure->n == std::count(after.depleted.begin(), after.depleted.end(), true));
    CHECK(*figure->figure.value == Approx(after.mean_without(kNone)));
    const double difference = after.mean_without(kNone) - before.mean_without(kNone);
    CHECK(*figure->difference.value == Approx(difference));
    // The jackknife knows nothing of influences and gives the same error but for terms of 1/n. Four depleted paths of
    // the base are few, which widens those terms.
    double squares = 0.0;
    for (std::size_t path = 0; path < static_cast<std::size_t>(kStressPaths); ++path) {
        squares += std::pow(after.mean_without(path) - before.mean_without(path) - difference, 2);
    }
    const double n = kStressPaths;
    CHECK(*figure->difference.se == Approx(std::sqrt(squares * (n - 1.0) / n)).epsilon(0.05));
    CHECK(cell_in(results::stress_table(comparison.results()), 1, "Paths depleted") == std::to_string(figure->n));
}

TEST_CASE("stress: where no path differs in an event, a bound on the difference is shown") {
    const sample::Run base = sample::run();
    const sample::Run never = changed([](std::int64_t, tally::PathScores& one) {
        one.depleted_month = 0;
        one.shortfall = {0, 0, 0};
    });
    results::StressComparison comparison(never.results, *never.scores);
    comparison.add("same", never.results, *never.scores);
    const results::StressCase& same = comparison.results().cases[1];
    const auto* depleted = same.find("pool_depleted", "probability", 30);
    CHECK(*depleted->difference_bound == Approx(1.0 - std::pow(0.05, 1.0 / 400.0)));
    const results::Table table = results::stress_difference_table(comparison.results());
    CHECK(cell_in(table, 0, "P(depleted)") == "no difference seen (95% bound ±0.75%)");
    CHECK(cell_in(table, 0, "Claims paid") == "none");
    CHECK(cell_in(table, 0, "Shortfall given depletion") == "—");
    CHECK(cell_in(results::stress_table(comparison.results()), 1, "Shortfall given depletion") == "—");

    results::StressComparison other(base.results, *base.scores);
    other.add("never", never.results, *never.scores);
    CHECK_FALSE(other.results().cases[1].find("pool_depleted", "probability", 30)->difference_bound.has_value());
}

TEST_CASE("stress: without breakers there is no chance of a stop to speak of") {
    const sample::Run run = sample::run();
    results::Results bare = run.results;
    bare.frame.breakers.clear();
    results::StressComparison comparison(bare, *run.scores);
    comparison.add("same", bare, *run.scores);
    CHECK(comparison.results().cases[1].find("any_breaker_stop", "probability", 30) == nullptr);
    CHECK(cell_in(results::stress_table(comparison.results()), 1, "P(breaker stop)") == "—");
    CHECK(cell_in(results::stress_difference_table(comparison.results()), 0, "P(breaker stop)") == "—");
}

TEST_CASE("stress: what is in force is named, and the summary holds P beside it") {
    results::Frame frame = sample::frame(40);
    CHECK(results::stress_in_force(frame).empty());
    frame.parameters.push_back({"/stress/pd_multiplier", "1.5", std::nullopt});
    frame.parameters.push_back({"/stress/factor_shift/宏观/0", "-1.5", std::nullopt});
    frame.parameters.push_back({"/stress/factor_shift/宏观/1", "-1", std::nullopt});
    frame.parameters.push_back({"/stress/factor_shift/行业/0", "-2", std::nullopt});
    frame.parameters.push_back({"/credit/factors/宏观/start", "-1", std::nullopt});
    CHECK(results::stress_in_force(frame) ==
          "pd_multiplier 1.5; factor_shift/宏观 -1.5, -1; factor_shift/行业 -2; factors/宏观/start -1");
    frame.book.mean_pd = 0.03;
    frame.book.mean_pd_unstressed = 0.02;
    const sample::Run run = sample::run(40);
    const auto json = nlohmann::json::parse(to_json(results::summarise(frame, *run.scores, *run.tally)));
    CHECK(json["stress"]["mean_pd"] == 0.03);
    CHECK(json["stress"]["mean_pd_unstressed"] == 0.02);
    CHECK_FALSE(nlohmann::json::parse(to_json(run.results)).contains("stress"));
    const results::Table table = results::implied_pd_table(results::summarise(frame, *run.scores, *run.tally));
    CHECK(table.columns.back().group.en == "Realised mean default rate");
    CHECK(table.rows[0].back().value.has_value());
}

TEST_CASE("given defaults: what nothing was drawn for happens or does not, without an interval") {
    results::Frame frame = sample::frame(1);
    frame.drawn = false;
    const sample::Run run = sample::run(1);
    const results::Results given = results::summarise(frame, *run.scores, *run.tally);
    const results::Probability& depleted = *given.probabilities.pool_depleted.find(30);
    CHECK(depleted.lo == depleted.value);
    CHECK(depleted.hi == depleted.value);
    const bool happens = depleted.events > 0;
    CHECK(results::probability_text(depleted, Language::zh) == (happens ? "是" : "否"));
    CHECK(results::probability_text(depleted, Language::en) == (happens ? "yes" : "no"));
    const results::Probability& target = given.targets.find("=余额")->probability;
    CHECK(results::probability_text(target, Language::en) == (target.events > 0 ? "yes" : "no"));
    // A single drawn path is a sample of one all the same.
    CHECK(results::probability_text(*run.results.probabilities.pool_depleted.find(30), Language::en).find("95%") !=
          std::string::npos);
}

TEST_CASE("tables of a scenario in 元 are in 万元, to the 元") {
    const sample::Run run = sample::run(40);
    results::Frame frame = sample::frame(40);
    frame.unit = results::Unit::yuan;
    const results::Results yuan = results::summarise(frame, *run.scores, *run.tally);
    const auto text = [](const results::Results& all) {
        return cell_text(results::pool_mean_table(all).rows[3][4], Language::en, results::Thousands::plain);
    };
    const std::string fine = text(yuan);
    const std::string usual = text(run.results);
    CHECK(fine.size() - fine.find('.') == 5);
    CHECK(usual.size() - usual.find('.') == 3);
    CHECK(std::stod(fine) == Approx(std::stod(usual)).margin(0.006));
    results::Cell small = results::Cells(results::Unit::yuan).money(712.0);
    CHECK(cell_text(small, Language::en, results::Thousands::plain) == "0.0712");
    CHECK(cell_text(results::Cells(results::Unit::wan).money(0.0712), Language::en, results::Thousands::plain) ==
          "0.07");
}
