#include "catch.hpp"
#include "engine/simulate.hpp"
#include "exact/stop_probability.hpp"
#include "samples.hpp"

#include <boost/math/distributions/normal.hpp>

#include <cmath>
#include <string>
#include <vector>

using namespace kdt;
using namespace kdt::properties;

// How often a breaker stops, in all and in a good economy, against the exact room: one bank, one review in December of
// a year that is one factor period. Bounds: all frequencies of this file together err with probability 1e-3
// (Bonferroni over two-sided tests), fixed beforehand with the seeds.
namespace {

constexpr int kComparisons = 2 * 3 * 2;
constexpr double kAnnualPd = 0.06;
constexpr double kLevel = 0.04;
constexpr std::int64_t kLentInYear = 12 * 500;

std::int64_t principal_of(int i) { return 100 + 100 * (i % 3); }

scenario::Scenario one_year(double correlation, terms::Metric metric) {
    scenario::Scenario s;
    s.as_of = CalendarMonth::of(2021, 12);
    s.horizon_months = 12;
    s.report.horizons = {12};
    s.pool.balance = Fen{1'000'000};
    s.banks.push_back({"银行", 1.0, {}, {}});
    s.sectors.push_back({"行业", 1.0, correlation, {1.0}});
    s.credit.factors.push_back({"宏观", 0.0, {}});
    s.credit.correlations = {{1.0}};
    const credit::SizeLaw size{credit::SizeDistribution::constant, 500.0, 0.0, 0.0, {}};
    s.tiers.push_back({"在贷", kAnnualPd, size, {}});
    s.tiers.push_back({"新放", 0.0, size, {}});
    scenario::Product product;
    product.id = "产品";
    product.tenor_months = 24;
    product.shares.push_back({});
    product.shares.back().pays.fraction = {0.5, 0.0, 0.0, 0.0, 0.5};
    product.claim.overdue_months = product.claim.review_months = 0;
    s.products.push_back(product);
    s.recovery.workout = {{24, 1.0}};
    for (int i = 0; i < 40; ++i) {
        scenario::TapeLoan loan;
        loan.loan_id = loan.borrower_id = "L" + std::to_string(i);
        loan.principal = loan.original_principal = Fen{principal_of(i)};
        loan.remaining_months = 24;
        s.portfolio.tape.push_back(loan);
    }
    if (metric == terms::Metric::claims_over_lending_in_year) {
        s.lending.demand.push_back({0, 1, 1.0}); // one loan of 500 a month that never defaults
        s.lending.counts = scenario::Counts::smoothed;
    }
    if (metric == terms::Metric::claims_over_pool) { s.pool.balance = Fen{9'000}; }
    terms::BreakerRule rule;
    rule.metric = metric;
    rule.stop_above = kLevel;
    rule.halts_lending = true;
    rule.review_months = 12;
    s.breakers.push_back({"熔断", rule});
    s.seed = 20260402;
    s.paths = static_cast<std::int64_t>(count_of(48'000));
    return s;
}

/// The exact probabilities: what a default adds to the numerator, and what the denominator is.
exact::StopProbability exactly(double correlation, terms::Metric metric) {
    std::vector<exact::Borrower> borrowers;
    std::int64_t book = 0;
    for (int i = 0; i < 40; ++i) {
        const std::int64_t principal = principal_of(i);
        const bool by_balance = metric == terms::Metric::bad_balance_over_balance;
        borrowers.push_back({by_balance ? principal : principal / 2, {kAnnualPd, correlation}});
        book += principal;
    }
    std::int64_t denominator = book;
    if (metric == terms::Metric::claims_over_pool) { denominator = 9'000; }
    if (metric == terms::Metric::claims_over_lending_in_year) { denominator = kLentInYear; }
    return *exact::stop_probability(borrowers, denominator * 4 / 100);
}

void check_frequency(std::int64_t events, std::int64_t trials, double probability) {
    const double widest = boost::math::quantile(boost::math::normal(), 1.0 - kFamilyWise / (2.0 * kComparisons));
    const auto n = static_cast<double>(trials);
    INFO(events << " of " << trials << ", exactly " << probability);
    CHECK(probability > 0.02);
    CHECK(probability < 0.98);
    CHECK(std::abs(static_cast<double>(events) - n * probability) <
          widest * std::sqrt(n * probability * (1.0 - probability)));
}

void check_metric(double correlation, terms::Metric metric) {
    const scenario::Scenario s = one_year(correlation, metric);
    const engine::Outcome outcome = engine::simulate(engine::compile(s), {1, {}, nullptr});
    const auto stops = outcome.scores->first_stop(0);
    const auto below_zero = outcome.scores->macro_below_zero_month();
    std::int64_t stopped = 0;
    std::int64_t good = 0;
    std::int64_t false_alarms = 0;
    for (std::size_t path = 0; path < stops.size(); ++path) {
        stopped += stops[path] > 0 ? 1 : 0;
        good += below_zero[path] == 0 ? 1 : 0;
        false_alarms += below_zero[path] == 0 && stops[path] > 0 ? 1 : 0;
    }
    const exact::StopProbability expected = exactly(correlation, metric);
    INFO("metric " << terms::name_of(metric) << ", asset correlation " << correlation);
    check_frequency(stopped, s.paths, expected.at_all);
    check_frequency(false_alarms, good, expected.false_alarm);
}

} // namespace

TEST_CASE("a breaker's stop and false alarm are as likely as the exact room says, for three metrics") {
    for (const terms::Metric metric : {terms::Metric::bad_balance_over_balance, terms::Metric::claims_over_pool,
                                       terms::Metric::claims_over_lending_in_year}) {
        check_metric(0.0, metric);
        check_metric(0.15, metric);
    }
}
