#include "catch.hpp"
#include "engine/simulate.hpp"
#include "exact/portfolio_loss.hpp"
#include "samples.hpp"

#include <boost/math/distributions/normal.hpp>

#include <cmath>

using namespace kdt;
using namespace kdt::properties;
using tally::Measure;

// The engine's layered payment against the exact law of the year's losses: the pool's expected payment is the expected
// loss in the tranche. The means of this file together err with probability 1e-3 (Bonferroni), fixed beforehand.
namespace {

constexpr double kTrancheFamilyError = 1e-3;
constexpr int kMeans = 4;
constexpr int kLoans = 60;

std::int64_t principal_of(int loan) { return 100'000 + 50'000 * (loan % 5); }
double pd_of(int tier) { return tier == 0 ? 0.03 : 0.08; }

/// One year from January: independent loans or a common factor; one bank whose losses between 3 % and 6 % the pool
/// pays.
scenario::Scenario layered(double correlation, bool net_loss) {
    scenario::Scenario s;
    s.as_of = CalendarMonth::of(2021, 12);
    s.horizon_months = 12;
    s.report.horizons = {12};
    s.pool.balance = Fen{1'000'000'000};
    s.banks.push_back({});
    s.banks.back().layers.push_back({{{Rate{0.03}, Rate{0.06}}}});
    for (int tier = 0; tier < 2; ++tier) {
        s.tiers.emplace_back();
        s.tiers.back().id = std::to_string(tier);
        s.tiers.back().pd = pd_of(tier);
    }
    s.sectors.emplace_back();
    s.sectors.back().asset_correlation = correlation;
    s.sectors.back().factor_weights = {1.0};
    s.credit.factors.push_back({"经济", 0.0, {}});
    s.credit.correlations = {{1.0}};
    scenario::Product product;
    product.shares.push_back({});
    product.shares.back().pays.fraction = {1.0, 0.0, 0.0, 0.0, 0.0};
    product.claim.overdue_months = product.claim.review_months = 0;
    s.products.push_back(product);
    // Received in the month of default, before the claim: the basis is the net loss.
    s.recovery.mean = net_loss ? 0.4 : 0.0;
    for (int loan = 0; loan < kLoans; ++loan) {
        scenario::TapeLoan row;
        row.loan_id = row.borrower_id = "L" + std::to_string(loan);
        row.tier = loan % 2;
        row.principal = row.original_principal = Fen{principal_of(loan)};
        row.remaining_months = 12;
        s.portfolio.tape.push_back(row);
    }
    s.seed = 20260711;
    s.paths = static_cast<std::int64_t>(count_of(60'000));
    return s;
}

double exact_tranche(double correlation, bool net_loss) {
    std::vector<exact::Borrower> borrowers;
    std::int64_t book = 0;
    for (int loan = 0; loan < kLoans; ++loan) {
        const std::int64_t loss = net_loss ? principal_of(loan) / 10 * 6 : principal_of(loan);
        borrowers.push_back({loss, {pd_of(loan % 2), correlation, {1.0, 0.0}}});
        book += principal_of(loan);
    }
    const auto law = exact::portfolio_loss(borrowers);
    REQUIRE(law);
    return law->tranche_loss(0.03 * static_cast<double>(book), 0.06 * static_cast<double>(book));
}

} // namespace

TEST_CASE("layer: the mean of what the pool pays is the exact expected loss of the tranche") {
    const double most = boost::math::quantile(boost::math::normal(), 1.0 - kTrancheFamilyError / (2.0 * kMeans));
    for (const double correlation : {0.0, 0.2}) {
        for (const bool net_loss : {false, true}) {
            const engine::Outcome outcome = engine::simulate(engine::compile(layered(correlation, net_loss)));
            const tally::Estimate paid =
                tally::mean_of(outcome.tally->month(12, Measure::claims_paid), outcome.tally->paths());
            INFO("correlation " << correlation << ", net loss " << net_loss);
            CHECK(std::abs(*paid.value - exact_tranche(correlation, net_loss)) < most * *paid.se);
        }
    }
}
