#include "catch.hpp"

#include "results/catalogue.hpp"
#include "results/histogram.hpp"
#include "results/stress.hpp"
#include "results/summary_json.hpp"
#include "tally/order_statistics.hpp"
#include "unit/results/sample_run.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using namespace kdt;
using tally::Measure;

namespace {

constexpr std::int64_t kPaths = 400;

std::vector<std::int64_t> scored(int month, Measure measure) {
    std::vector<std::int64_t> out;
    tally::PathScores one;
    one.fit(sample::shape());
    for (std::int64_t path = 0; path < kPaths; ++path) {
        sample::fill(one, sample::shape(), path, kPaths);
        out.push_back(one.at(month, measure));
    }
    return out;
}

double mean_of(const std::vector<std::int64_t>& scores) {
    return static_cast<double>(std::accumulate(scores.begin(), scores.end(), std::int64_t{0})) /
           static_cast<double>(scores.size());
}

const nlohmann::json& summary() {
    static const nlohmann::json json = nlohmann::json::parse(results::to_json(sample::run().results));
    return json;
}

} // namespace

TEST_CASE("summary: every key of the interface is there, and the figures are the columns'") {
    const auto& json = summary();
    for (const char* key :
         {"format",           "scenario",  "simulation", "measures",   "probabilities", "depletion",  "targets",
          "series",           "years",     "break_even", "npv",        "cost_per_100",  "implied_pd", "refusals",
          "warnings",         "unsourced", "book",       "histograms", "target_curves", "vintages",   "concentration",
          "breaker_by_month", "overlays",  "banks",      "products",   "tiers",         "sectors",    "checks"}) {
        CAPTURE(key);
        CHECK(json.contains(key));
    }
    const auto always = std::count_if(tally::kMeasureInfo.begin(), tally::kMeasureInfo.end(),
                                      [](const tally::MeasureInfo& info) { return !info.by_rule; });
    CHECK(json["measures"].size() == static_cast<std::size_t>(always));
    std::vector<std::int64_t> claims = scored(24, Measure::claims_paid);
    const auto& figures = json["measures"]["claims_paid"]["24"];
    CHECK(figures["mean"]["value"].get<double>() == Approx(mean_of(claims) / 1e6));
    std::sort(claims.begin(), claims.end());
    CHECK(figures["quantile"]["0.99"]["value"].get<double>() == static_cast<double>(claims[395]) / 1e6);
    CHECK(figures["ul"]["0.99"]["value"].get<double>() ==
          Approx(static_cast<double>(claims[395]) / 1e6 - mean_of(claims) / 1e6));
    CHECK(figures["es"]["0.99"]["value"].get<double>() ==
          Approx(static_cast<double>(claims[396] + claims[397] + claims[398] + claims[399]) / 4e6));
    CHECK(figures["quantile"].size() == 7); // 0.01 0.05 0.25 0.5 0.75 0.95 0.99
    CHECK_FALSE(json["measures"]["pool_balance"]["24"].contains("es"));
}

TEST_CASE("summary: a year's flow is the difference between year ends, a level what stands at its end") {
    const auto& years = summary()["years"];
    REQUIRE(years.size() == 3);
    const double flow = mean_of(scored(18, Measure::interest_income)) - mean_of(scored(6, Measure::interest_income));
    CHECK(years["2023"]["measures"]["interest_income"]["mean"]["value"].get<double>() == Approx(flow / 1e6));
    CHECK(years["2022"]["measures"]["interest_income"]["mean"]["value"].get<double>() == 36.0);
    CHECK(years["2023"]["measures"]["pool_balance"]["mean"]["value"].get<double>() ==
          Approx(mean_of(scored(18, Measure::pool_balance)) / 1e6));
    CHECK(years["2024"]["last_month"] == 30);
}

TEST_CASE("summary: series are exact at dates and within 0.1 % between, month 0 is the very opening state") {
    const auto& series = summary()["series"]["pool_balance"];
    REQUIRE(series["p05"].size() == 31);
    for (const char* figure : {"mean", "p05", "p25", "p50", "p75", "p95"}) { CHECK(series[figure][0] == 4800.0); }
    for (const int month : {7, 12, 18, 23}) {
        std::vector<std::int64_t> balance = scored(month, Measure::pool_balance);
        const double mean = mean_of(balance) / 1e6;
        std::sort(balance.begin(), balance.end());
        CAPTURE(month);
        CHECK(series["mean"][static_cast<std::size_t>(month)].get<double>() == Approx(mean));
        const double exact = static_cast<double>(balance[19]) / 1e6;
        const double read = series["p05"][static_cast<std::size_t>(month)].get<double>();
        CHECK(std::abs(read - exact) <= (month == 12 || month == 18 ? 0.0 : 0.001 * exact));
    }
}

TEST_CASE("summary: probabilities count their events; a false alarm only the paths of a fair economy") {
    const auto& chances = summary()["probabilities"];
    CHECK(chances["pool_depleted"]["12"]["events"] == 0);
    CHECK(chances["pool_depleted"]["24"]["events"] == 4);
    CHECK(chances["pool_depleted"]["24"]["n"] == 400);
    CHECK(chances["false_alarm"]["银行熔断"]["12"]["n"] == 200); // odd paths
    const auto& bank = summary()["banks"]["甲行"]["probabilities"]["breaker_stop"]["银行熔断"]["12"];
    CHECK(bank["events"] == chances["breaker_stop"]["银行熔断"]["12"]["events"]);
    CHECK(summary()["banks"]["-乙行"]["probabilities"]["breaker_stop"]["银行熔断"]["12"]["events"] == 0);
    const double in_force = summary()["breaker_by_month"]["银行熔断"]["甲行"][9];
    CHECK(in_force * 400 == Approx(bank["events"].get<double>()));
    CHECK(summary()["depletion"]["12"]["time"]["p50"].is_null());
    CHECK(summary()["depletion"]["24"]["n"] == 4);
}

TEST_CASE("summary: each account's lines give its balance, the accounts sum to the pool") {
    const auto& accounts = summary()["accounts"];
    double sum = 0.0;
    const auto check = [&](const auto& account) {
        const auto& at = account["24"];
        const auto mean = [&](const char* line) { return at[line]["value"].template get<double>(); };
        const double balance = at["balance"]["mean"]["value"].template get<double>();
        CHECK(balance == Approx(account["opening"].template get<double>() + mean("received") + mean("transferred_in") -
                                mean("paid") - mean("transferred_out")));
        CHECK(at["balance"]["quantile"]["0.05"]["value"] <= at["balance"]["quantile"]["0.95"]["value"]);
        sum += balance;
    };
    check(accounts["common"]);
    for (const auto& [bank, account] : accounts["banks"].items()) { check(account); }
    CHECK(accounts["banks"].size() == 2);
    CHECK(sum == Approx(summary()["measures"]["pool_balance"]["24"]["mean"]["value"].get<double>()));
    CHECK(accounts["banks"]["甲行"]["24"]["depleted"]["events"] == 4);
    CHECK(accounts["banks"]["甲行"]["24"]["depleted"]["n"] == 400);
    CHECK(accounts["banks"]["-乙行"]["24"]["depleted"]["events"] == 0);
    CHECK(accounts["common"]["12"]["paid"]["value"] == 0.0);
}

TEST_CASE("summary: a target's arithmetic, and what bound sums to 1 over its misses") {
    const auto& target = summary()["targets"]["5亿-发放"];
    CHECK(target["amount"] == 50000.0);
    CHECK(target["pool_needed"] == 2500.0);
    CHECK(target["gap"] == 0.0);
    const auto& bound = target["bound_by"];
    CHECK(bound["demand"] == 0.75);
    CHECK(bound["capacity"] == 0.25);
    CHECK(bound["bank_plan"] == 0.0);
    const auto& curve = summary()["target_curves"]["5亿-发放"];
    const std::vector<double> amounts = curve["amounts"];
    CHECK(std::is_sorted(amounts.begin(), amounts.end()));
    CHECK(std::find(amounts.begin(), amounts.end(), 50000.0) != amounts.end());
    const std::vector<double> reached = curve["probability"];
    CHECK(std::is_sorted(reached.rbegin(), reached.rend()));
}

TEST_CASE("summary: break-even and cost are what an official works out by hand") {
    CHECK(summary()["break_even"]["科贷通"].get<double>() == Approx(0.1));        // 1 ÷ (0.5 · 20)
    CHECK(summary()["break_even"]["=科融通"].get<double>() == Approx(1.0 / 6.0)); // 1 ÷ (0.3 · 20)
    const double cost = mean_of(scored(30, Measure::claims_paid)) - mean_of(scored(30, Measure::recoveries_to_pool)) -
                        mean_of(scored(30, Measure::interest_income));
    const double lent = mean_of(scored(30, Measure::disbursed));
    CHECK(summary()["cost_per_100"]["value"].get<double>() == Approx(100.0 * cost / lent)); // undiscounted here
}

TEST_CASE("summary: parties' means sum to the loss to date, groups' to the scheme") {
    const auto& measures = summary()["measures"];
    double parties = 0.0;
    for (const char* party :
         {"pool_net_loss", "bank_net_loss", "guarantor_net_loss", "insurer_net_loss", "reguarantee_net_loss"}) {
        parties += measures[party]["30"]["mean"]["value"].get<double>();
    }
    CHECK(parties == Approx(measures["loss_to_date"]["30"]["mean"]["value"].get<double>()));
    const auto& banks = summary()["banks"];
    CHECK(banks["甲行"]["measures"]["disbursed"]["30"]["mean"]["value"].get<double>() +
              banks["-乙行"]["measures"]["disbursed"]["30"]["mean"]["value"].get<double>() ==
          Approx(measures["disbursed"]["30"]["mean"]["value"].get<double>()));
    CHECK(banks["甲行"]["measures"]["pool_net_loss"]["30"].contains("quantile"));
    CHECK_FALSE(banks["甲行"]["measures"]["disbursed"]["30"].contains("quantile"));
    CHECK(banks["甲行"]["measures"]["disbursed"]["30"]["sd"]["se"].is_number());
}

TEST_CASE("summary: a path without a score leaves mean and tail null, not wrong") {
    tally::Scores scores(sample::shape(), 50);
    tally::Tally tally(sample::shape(), scores);
    tally::PathScores one;
    one.fit(sample::shape());
    for (std::int64_t path = 0; path < 50; ++path) {
        sample::fill(one, sample::shape(), path, 50);
        for (int month = 0; path == 9 && month <= 30; ++month) {
            one.at(month, Measure::leverage_used) = tally::kNoScore;
        }
        tally.add(path, one);
    }
    tally.finish();
    const auto json = nlohmann::json::parse(results::to_json(results::summarise(sample::frame(50), scores, tally)));
    const auto& leverage = json["measures"]["leverage_used"]["24"];
    CHECK(leverage["mean"]["value"].is_null());
    CHECK(leverage["sd"]["value"].is_null());
    CHECK(leverage["quantile"]["0.5"]["value"].is_number());
    CHECK(leverage["quantile"]["0.99"]["value"].is_null());
    CHECK(json["series"]["leverage_used"]["mean"][7].is_null());
    CHECK(json["series"]["leverage_used"]["p95"][7].is_number());
}

TEST_CASE("summary: money follows the scenario's unit") {
    const sample::Run run = sample::run(40);
    results::Frame frame = sample::frame(40);
    frame.unit = results::Unit::yi;
    const results::Results yi = results::summarise(frame, *run.scores, *run.tally);
    const auto mean = [](const results::Results& all) {
        return *all.measures.find(Measure::claims_paid)->find(30)->mean.value;
    };
    CHECK(mean(yi) == Approx(mean(run.results) / 10'000.0));
    // Tables are in 万元 all the same.
    CHECK(*results::pool_mean_table(yi).rows[3][4].value ==
          Approx(*results::pool_mean_table(run.results).rows[3][4].value));
}

TEST_CASE("mean sheet: opening balance and flows give the closing balance") {
    const results::Table table = results::pool_mean_table(sample::run().results);
    for (std::size_t column = 1; column < table.columns.size(); ++column) {
        double sum = 0.0;
        for (std::size_t row = 0; row < 6; ++row) { sum += *table.rows[row][column].value; }
        CAPTURE(column);
        CHECK(sum == Approx(*table.rows[6][column].value));
    }
}

TEST_CASE("histogram: every path is in a bin or at 0") {
    const tally::OrderStatistics law(scored(30, Measure::pool_net_loss));
    const results::Histogram histogram = results::histogram_of(law, 1e6);
    CHECK(std::accumulate(histogram.counts.begin(), histogram.counts.end(), histogram.zeros) == 400.0);
    CHECK(histogram.edges.size() == histogram.counts.size() + 1);
    CHECK(results::round_step(0.3) == Approx(0.5));
    CHECK(results::round_step(123.0) == 200.0);
}

TEST_CASE("stress: differences are paired by path") {
    const sample::Run base = sample::run();
    sample::Run moved;
    moved.scores = std::make_unique<tally::Scores>(sample::shape(), kPaths);
    moved.tally = std::make_unique<tally::Tally>(sample::shape(), *moved.scores);
    tally::PathScores one;
    one.fit(sample::shape());
    for (std::int64_t path = 0; path < kPaths; ++path) {
        sample::fill(one, sample::shape(), path, kPaths);
        for (int month = 0; month <= 30; ++month) { one.at(month, Measure::disbursed) += 7 * sample::kWan; }
        if (path == 11) { one.depleted_month = 9; }
        moved.tally->add(path, one);
    }
    moved.tally->finish();
    moved.results = results::summarise(sample::frame(kPaths), *moved.scores, *moved.tally);
    results::StressComparison comparison(base.results, *base.scores);
    comparison.add("moved", moved.results, *moved.scores);
    const results::StressCase& cell = comparison.results().cases[1];
    const auto* lent = cell.find("disbursed", "mean", 24);
    CHECK(*lent->difference.value == 7.0);
    CHECK(*lent->difference.se == 0.0); // the same on every path: no error at all
    const auto* median = cell.find("disbursed", "q0.5", 24);
    CHECK(*median->difference.value == Approx(7.0));
    CHECK_FALSE(median->difference.se.has_value());
    const auto* depleted = cell.find("pool_depleted", "probability", 12);
    CHECK(*depleted->difference.value == 1.0 / 400.0);
    CHECK(*depleted->difference.se == Approx(1.0 / 400.0));
    CHECK_FALSE(comparison.results().cases[0].find("disbursed", "mean", 24)->difference.value.has_value());
}
