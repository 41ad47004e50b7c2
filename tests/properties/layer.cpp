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
// loss in the tranches, each times its share, of each layer's own loans. The means of this file together err with
// probability 1e-3 (Bonferroni), fixed beforehand.
namespace {

constexpr double kTrancheFamilyError = 1e-3;
constexpr int kMeans = 8;
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

/// Losses between two rates of a book, and what of them is paid; without an upper end all above.
struct Tranche {
    double attach = 0.0;
    double detach = 0.0; ///< 0: none
    double share = 1.0;
};

/// The expected payment on the losses of the loans that a layer is for.
template <class IsOfLayer>
double exact_payment(double correlation, bool net_loss, const std::vector<Tranche>& tranches, IsOfLayer of_layer) {
    std::vector<exact::Borrower> borrowers;
    double book = 0.0;
    for (int loan = 0; loan < kLoans; ++loan) {
        if (!of_layer(loan)) { continue; }
        const std::int64_t loss = net_loss ? principal_of(loan) / 10 * 6 : principal_of(loan);
        borrowers.push_back({loss, {pd_of(loan % 2), correlation, {1.0, 0.0}}});
        book += static_cast<double>(principal_of(loan));
    }
    const auto law = exact::portfolio_loss(borrowers);
    REQUIRE(law);
    double paid = 0.0;
    for (const Tranche& tranche : tranches) {
        const double above = tranche.detach > 0.0 ? law->stop_loss(tranche.detach * book) : 0.0;
        paid += tranche.share * (law->stop_loss(tranche.attach * book) - above);
    }
    return paid;
}

int bank_of(int loan) { return loan / 2 % 2; }
int sector_of(int loan) { return loan / 4 % 2; }

/// Two banks and two sectors: the first bank has a layer of two bands with a gap for one sector and another for the
/// rest, the second one layer of three adjacent bands for all.
scenario::Scenario layered_by_sector(double correlation, bool net_loss) {
    scenario::Scenario s = layered(correlation, net_loss);
    s.banks.push_back({});
    s.sectors.push_back(s.sectors.front());
    for (int loan = 0; loan < kLoans; ++loan) {
        scenario::TapeLoan& row = s.portfolio.tape[static_cast<std::size_t>(loan)];
        row.bank = bank_of(loan);
        row.sector = sector_of(loan);
    }
    const auto opening = terms::LayerBook::opening_of_year;
    s.banks[0].layers = {
        {{{Rate{0.02}, Rate{0.06}, Rate{0.5}}, {Rate{0.1}, std::nullopt, Rate{0.25}}}, opening, {0}},
        {{{Rate{0.03}, Rate{0.12}, Rate{0.8}}}, opening, {1}},
    };
    s.banks[1].layers = {
        {{{Rate{0.0}, Rate{0.03}, Rate{0.3}}, {Rate{0.03}, Rate{0.08}}, {Rate{0.08}, std::nullopt, Rate{0.6}}},
         opening,
         {}}};
    return s;
}

double exact_by_sector(double correlation, bool net_loss) {
    const auto payment = [&](const std::vector<Tranche>& tranches, auto of_layer) {
        return exact_payment(correlation, net_loss, tranches, of_layer);
    };
    return payment({{0.02, 0.06, 0.5}, {0.1, 0.0, 0.25}},
                   [](int loan) { return bank_of(loan) == 0 && sector_of(loan) == 0; }) +
           payment({{0.03, 0.12, 0.8}}, [](int loan) { return bank_of(loan) == 0 && sector_of(loan) == 1; }) +
           payment({{0.0, 0.03, 0.3}, {0.03, 0.08, 1.0}, {0.08, 0.0, 0.6}},
                   [](int loan) { return bank_of(loan) == 1; });
}

/// Whether the mean of what the pool pays is the exact one.
void pays_on_average(const scenario::Scenario& scenario, double exact) {
    const double most = boost::math::quantile(boost::math::normal(), 1.0 - kTrancheFamilyError / (2.0 * kMeans));
    const engine::Outcome outcome = engine::simulate(engine::compile(scenario));
    const tally::Estimate paid = tally::mean_of(outcome.tally->month(12, Measure::claims_paid), outcome.tally->paths());
    CHECK(std::abs(*paid.value - exact) < most * *paid.se);
}

} // namespace

TEST_CASE("layer: the mean of what the pool pays is the exact expected loss of the tranche") {
    for (const double correlation : {0.0, 0.2}) {
        for (const bool net_loss : {false, true}) {
            INFO("correlation " << correlation << ", net loss " << net_loss);
            pays_on_average(layered(correlation, net_loss),
                            exact_payment(correlation, net_loss, {{0.03, 0.06, 1.0}}, [](int) { return true; }));
        }
    }
}

TEST_CASE("layer: with bands, shares and sectors the mean is the shares' sum of expected losses in the bands",
          "[long]") {
    for (const double correlation : {0.0, 0.2}) {
        for (const bool net_loss : {false, true}) {
            INFO("correlation " << correlation << ", net loss " << net_loss);
            pays_on_average(layered_by_sector(correlation, net_loss), exact_by_sector(correlation, net_loss));
        }
    }
}
