#include "catch.hpp"
#include "engine/simulate.hpp"
#include "exact/stop_probability.hpp"
#include "samples.hpp"

#include <boost/math/distributions/normal.hpp>

#include <array>
#include <cmath>
#include <string>
#include <vector>

using namespace kdt;
using namespace kdt::properties;

// How often a breaker stops, in all and in a good economy, against the exact room: one review in December of a year
// that is one factor period, for every metric, for the guarantor's payments, for a product of two, and for any of three
// banks. Bounds: all frequencies of this file together err with probability 1e-3 (Bonferroni over two-sided tests),
// fixed beforehand with the seeds.
namespace {

constexpr double kAnnualPd = 0.06;
constexpr std::int64_t kLevelPercent = 4;
constexpr std::int64_t kLentInYear = 12 * 500;
constexpr std::int64_t kMatured = 5'000;
constexpr std::int64_t kPool = 4'500;
constexpr int kWatchedLoans = 40;

/// One breaker on one year.
struct Watch {
    terms::Metric metric;
    terms::Payer payer = terms::Payer::pool;
    int banks = 1;           ///< loans go to them in turn; above 1 each bank is tested apart
    bool one_of_two = false; ///< only the even loans' product is looked at
};

constexpr std::array kWatches = {
    Watch{terms::Metric::bad_balance_over_balance},
    Watch{terms::Metric::claims_over_pool},
    Watch{terms::Metric::claims_over_lending_in_year},
    Watch{terms::Metric::bad_over_lending_in_year},
    Watch{terms::Metric::claims_over_matured_in_year},
    Watch{terms::Metric::cumulative_claims_over_cumulative_lending},
    Watch{terms::Metric::claims_over_matured_in_year, terms::Payer::guarantor},
    Watch{terms::Metric::claims_over_pool, terms::Payer::all},
    Watch{terms::Metric::bad_balance_over_balance, terms::Payer::pool, 3},
    Watch{terms::Metric::claims_over_pool, terms::Payer::pool, 3},
    Watch{terms::Metric::bad_balance_over_balance, terms::Payer::pool, 1, true},
    Watch{terms::Metric::bad_balance_over_balance, terms::Payer::pool, 2, true},
};
constexpr int kComparisons = 2 * 2 * static_cast<int>(kWatches.size());

bool by_lending(terms::Metric metric) {
    return metric == terms::Metric::claims_over_lending_in_year || metric == terms::Metric::bad_over_lending_in_year ||
           metric == terms::Metric::cumulative_claims_over_cumulative_lending;
}

std::int64_t principal_of(int i) { return 100 + 100 * (i % 3); }

/// The pool pays a half, the guarantor three tenths.
scenario::Product halved(const std::string& id) {
    scenario::Product product;
    product.id = id;
    product.tenor_months = 24;
    product.shares.push_back({});
    product.shares.back().pays.fraction = {0.5, 0.3, 0.0, 0.0, 0.2};
    product.claim.overdue_months = product.claim.review_months = 0;
    return product;
}

void add_tape(const Watch& watch, scenario::Scenario& s) {
    for (int i = 0; i < kWatchedLoans; ++i) {
        scenario::TapeLoan loan;
        loan.loan_id = loan.borrower_id = "L" + std::to_string(i);
        loan.principal = loan.original_principal = Fen{principal_of(i)};
        loan.remaining_months = 24;
        loan.product = watch.one_of_two ? i % 2 : 0;
        loan.bank = i / 2 % watch.banks;
        s.portfolio.tape.push_back(loan);
    }
    if (watch.metric != terms::Metric::claims_over_matured_in_year) { return; }
    scenario::TapeLoan repaid; // never defaults, so that what matures is known
    repaid.loan_id = repaid.borrower_id = "repaid";
    repaid.principal = repaid.original_principal = Fen{kMatured};
    repaid.remaining_months = 12;
    repaid.tier = 1;
    s.portfolio.tape.push_back(repaid);
}

scenario::Scenario one_year(double correlation, const Watch& watch) {
    scenario::Scenario s;
    s.as_of = CalendarMonth::of(2021, 12);
    s.horizon_months = 12;
    s.report.horizons = {12};
    s.pool.balance = Fen{watch.metric == terms::Metric::claims_over_pool ? kPool : 1'000'000};
    for (int bank = 0; bank < watch.banks; ++bank) { s.banks.push_back({"银行" + std::to_string(bank), 1.0, {}, {}}); }
    s.sectors.push_back({"行业", 1.0, correlation, {1.0}});
    s.credit.factors.push_back({"宏观", 0.0, {}});
    s.credit.correlations = {{1.0}};
    const credit::SizeLaw size{credit::SizeDistribution::constant, 500.0, 0.0, 0.0, {}};
    s.tiers.push_back({"在贷", kAnnualPd, size, {}});
    s.tiers.push_back({"新放", 0.0, size, {}});
    s.products.push_back(halved("产品"));
    if (watch.one_of_two) { s.products.push_back(halved("另一产品")); }
    s.recovery.workout = {{24, 1.0}};
    add_tape(watch, s);
    if (by_lending(watch.metric)) {
        s.lending.demand.push_back({0, 1, 1.0}); // one loan of 500 a month that never defaults
        s.lending.counts = scenario::Counts::smoothed;
    }
    terms::BreakerRule rule;
    rule.metric = watch.metric;
    rule.payer = watch.payer;
    if (watch.banks > 1) { rule.scope = terms::Scope::bank; }
    if (watch.one_of_two) { rule.products = {0}; }
    rule.stop_above = static_cast<double>(kLevelPercent) / 100.0;
    rule.halts_lending = true;
    rule.review_months = 12;
    s.breakers.push_back({"熔断", rule});
    s.seed = 20260402;
    s.paths = static_cast<std::int64_t>(count_of(24'000));
    return s;
}

/// What a default adds to the numerator.
std::int64_t added_by_default(const Watch& watch, std::int64_t principal) {
    if (!terms::counts_claims(watch.metric)) { return principal; }
    switch (watch.payer) {
    case terms::Payer::guarantor: return principal * 3 / 10;
    case terms::Payer::all: return principal * 8 / 10;
    case terms::Payer::pool: break;
    }
    return principal / 2;
}

std::int64_t denominator_of(const Watch& watch, std::int64_t book) {
    if (watch.metric == terms::Metric::bad_balance_over_balance) { return book; }
    if (watch.metric == terms::Metric::claims_over_pool) { return kPool; }
    return watch.metric == terms::Metric::claims_over_matured_in_year ? kMatured : kLentInYear;
}

/// The exact probabilities, bank by bank: what a default adds to the numerator, and what the denominator is.
exact::StopProbability exactly(double correlation, const Watch& watch) {
    std::vector<exact::Watched> members;
    for (int bank = 0; bank < watch.banks; ++bank) {
        exact::Watched member;
        std::int64_t book = 0;
        for (int i = 0; i < kWatchedLoans; ++i) {
            if (i / 2 % watch.banks != bank || (watch.one_of_two && i % 2 == 1)) { continue; }
            member.borrowers.push_back({added_by_default(watch, principal_of(i)), {kAnnualPd, correlation}});
            book += principal_of(i);
        }
        member.most = denominator_of(watch, book) * kLevelPercent / 100;
        members.push_back(std::move(member));
    }
    return watch.banks == 1 ? *exact::stop_probability(members.front().borrowers, members.front().most)
                            : *exact::any_stop_probability(members);
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

void check_watch(double correlation, const Watch& watch) {
    const scenario::Scenario s = one_year(correlation, watch);
    const engine::Outcome outcome = engine::simulate(engine::compile(s), {1, {}, nullptr});
    const auto below_zero = outcome.scores->macro_below_zero_month();
    std::int64_t stopped = 0;
    std::int64_t good = 0;
    std::int64_t false_alarms = 0;
    for (std::size_t path = 0; path < below_zero.size(); ++path) {
        bool any = false;
        for (int bank = 0; bank < watch.banks; ++bank) { any = any || outcome.scores->first_stop(bank)[path] > 0; }
        stopped += any ? 1 : 0;
        good += below_zero[path] == 0 ? 1 : 0;
        false_alarms += below_zero[path] == 0 && any ? 1 : 0;
    }
    const exact::StopProbability expected = exactly(correlation, watch);
    INFO("metric " << terms::name_of(watch.metric) << " of " << terms::name_of(watch.payer) << ", " << watch.banks
                   << " banks, one of two products: " << watch.one_of_two << ", asset correlation " << correlation);
    check_frequency(stopped, s.paths, expected.at_all);
    check_frequency(false_alarms, good, expected.false_alarm);
}

} // namespace

TEST_CASE("a breaker's stop and false alarm are as likely as the exact room says, by metric, payer, bank and product",
          "[long]") {
    for (const Watch& watch : kWatches) {
        check_watch(0.0, watch);
        check_watch(0.15, watch);
    }
}
