#include "catch.hpp"
#include "engine/simulate.hpp"
#include "exact/depletion.hpp"
#include "exact/seasoned_pd.hpp"
#include "samples.hpp"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace kdt;
using namespace kdt::properties;

// The probability that a commitment or a refilled pool is depleted, against its exact value. All probabilities of this
// file together err with probability 1e-3 (Bonferroni over kCompared two-sided tests), fixed beforehand with the seeds.
namespace {

constexpr double kFundingError = 1e-3;
constexpr int kFundingMonths = 30;
constexpr int kLastingLoans = 60;
constexpr double kLoanPd = 0.08;
constexpr std::int64_t kOneClaim = 50;
constexpr int kCompared = 5 * 3;

/// 60 equal independent loans over the whole horizon; the pool pays half at once. Month 1 is October.
scenario::Scenario lasting_book() {
    scenario::Scenario s;
    s.as_of = CalendarMonth::of(2022, 9);
    s.horizon_months = kFundingMonths;
    s.report.horizons = {3, 15, kFundingMonths};
    s.banks.push_back({"银行", 1.0, {}, {}});
    s.sectors.push_back({"行业", 1.0, 0.0, {}});
    s.tiers.push_back({"层级", kLoanPd, credit::SizeLaw{credit::SizeDistribution::constant, 100.0, 0.0, 0.0, {}}, {}});
    scenario::Product product;
    product.id = "产品";
    product.tenor_months = kFundingMonths + 12;
    product.shares.push_back({});
    product.shares.back().pays.fraction = {0.5, 0.0, 0.0, 0.0, 0.5};
    product.claim.overdue_months = product.claim.review_months = 0;
    s.products.push_back(product);
    s.credit.dependence = scenario::Dependence::independent;
    for (int i = 0; i < kLastingLoans; ++i) {
        scenario::TapeLoan loan;
        loan.loan_id = loan.borrower_id = "L" + std::to_string(i);
        loan.principal = loan.original_principal = Fen{2 * kOneClaim};
        loan.remaining_months = kFundingMonths + 12;
        s.portfolio.tape.push_back(loan);
    }
    s.seed = 20261125;
    return s;
}

exact::TimedClaim one_claim() {
    return {kOneClaim, {kLoanPd, 0.0}, exact::cumulative_pd(kLoanPd, {}, 0, kFundingMonths)};
}

void check_depletion(scenario::Scenario s, const std::vector<double>& exact) {
    s.paths = static_cast<std::int64_t>(count_of(40'000));
    const engine::Outcome outcome = engine::simulate(engine::compile(s), {2, {}, nullptr});
    const double most = boost::math::quantile(boost::math::normal(), 1.0 - kFundingError / (2.0 * kCompared));
    for (const int month : s.report.horizons) {
        const auto column = outcome.scores->depleted_month();
        const auto events =
            std::count_if(column.begin(), column.end(), [&](int first) { return first > 0 && first <= month; });
        const auto n = static_cast<double>(s.paths);
        const double p = exact[static_cast<std::size_t>(month) - 1];
        INFO("month " << month << ": " << events << " of " << n << ", exact " << p);
        CHECK(p * n > 20.0);
        CHECK(std::abs(static_cast<double>(events) - n * p) < most * std::sqrt(n * p * (1.0 - p)));
    }
}

} // namespace

TEST_CASE("the law: a budget commitment whose limit lapses is depleted as often as the exact room says") {
    scenario::Scenario s = lasting_book();
    s.pool.mode = scenario::PoolMode::budget_commitment;
    s.pool.annual_limit = Fen{4 * kOneClaim};
    const std::vector<std::size_t> years{1, 4, 16, 28};
    const auto exact = exact::depletion_within_limits(kLastingLoans, one_claim(), 4 * kOneClaim, years, kFundingMonths);
    check_depletion(s, exact);
    s.pool.on_shortfall = scenario::OnShortfall::bank_bears;
    check_depletion(s, exact);
}

TEST_CASE("the law: a budget commitment that carries over is a pool with a top-up each January") {
    scenario::Scenario s = lasting_book();
    s.pool.mode = scenario::PoolMode::budget_commitment;
    s.pool.annual_limit = Fen{4 * kOneClaim + 1};
    s.pool.carry_over = true;
    std::vector<std::int64_t> money;
    for (int month = 1; month <= kFundingMonths; ++month) {
        money.push_back((4 * kOneClaim + 1) * (1 + (month + 8) / 12));
    }
    check_depletion(s, exact::depletion_of_equal_loans(kLastingLoans, one_claim(), money));
}

TEST_CASE("the law: hybrid money is the cash and the limits that carry over") {
    scenario::Scenario s = lasting_book();
    s.pool.mode = scenario::PoolMode::hybrid;
    s.pool.balance = Fen{2 * kOneClaim};
    s.pool.annual_limit = Fen{2 * kOneClaim};
    s.pool.carry_over = true;
    std::vector<std::int64_t> money;
    for (int month = 1; month <= kFundingMonths; ++month) {
        money.push_back(2 * kOneClaim + 2 * kOneClaim * (1 + (month + 8) / 12));
    }
    check_depletion(s, exact::depletion_of_equal_loans(kLastingLoans, one_claim(), money));
}

TEST_CASE("the law: a pool filled up each month is depleted when one month's claims exceed the target") {
    scenario::Scenario s = lasting_book();
    s.pool.balance = Fen{kOneClaim};
    s.pool.refill = scenario::Refill{1.0, Fen{kOneClaim}, 0, {}};
    std::vector<std::size_t> months;
    for (std::size_t month = 1; month <= kFundingMonths; ++month) { months.push_back(month); }
    check_depletion(s, exact::depletion_within_limits(kLastingLoans, one_claim(), kOneClaim, months, kFundingMonths));
}
