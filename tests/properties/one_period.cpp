#include "catch.hpp"
#include "engine/simulate.hpp"
#include "exact/gamma_factors.hpp"
#include "exact/logit.hpp"
#include "exact/portfolio_loss.hpp"
#include "exact/reference.hpp"
#include "samples.hpp"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

using namespace kdt;
using namespace kdt::properties;
using scenario::Dependence;
using scenario::Scenario;
using tally::Measure;

// One factor period, twelve months: the engine's law of losses is the exact room's. Every comparison of this file
// together errs with probability 1e-3 (Bonferroni over kComparisons two-sided tests), fixed beforehand with the seeds.
namespace {

constexpr int kCases = 9;
constexpr int kLevels = 7;
constexpr int kComparisons = kCases * (kLevels + 1);

/// Forty firms, two sectors and two tiers in turn, one to five units each.
Scenario two_sectors(Dependence dependence) {
    Scenario s;
    s.as_of = CalendarMonth::of(2021, 12);
    s.horizon_months = 12;
    s.report.horizons = {12};
    s.banks.push_back({"银行", 1.0, {}, {}});
    s.tiers.resize(2);
    s.tiers[0].id = "甲";
    s.tiers[0].pd = 0.03;
    s.tiers[1].id = "乙";
    s.tiers[1].pd = 0.15;
    scenario::Product product;
    product.id = "产品";
    product.shares.push_back({});
    s.products.push_back(product);
    s.sectors.resize(2);
    s.sectors[0].id = "制造";
    s.sectors[1].id = "软件";
    s.credit.dependence = dependence;
    for (int i = 0; i < 40; ++i) {
        scenario::TapeLoan loan;
        loan.loan_id = loan.borrower_id = "L" + std::to_string(100 + i);
        loan.principal = loan.original_principal = Fen{100 * (1 + i % 5)};
        loan.remaining_months = 12;
        loan.sector = i % 2;
        loan.tier = i / 20;
        s.portfolio.tape.push_back(loan);
    }
    s.paths = static_cast<std::int64_t>(count_of(60'000));
    s.seed = 20260611;
    return s;
}

void add_factors(Scenario& s, double correlation, const std::vector<std::vector<double>>& weights) {
    s.credit.factors.resize(2);
    s.credit.factors[0].id = "A";
    s.credit.factors[1].id = "B";
    s.credit.correlations = {{1.0, correlation}, {correlation, 1.0}};
    for (std::size_t i = 0; i < weights.size(); ++i) { s.sectors[i].factor_weights = weights[i]; }
}

void check_law(const Scenario& s, const exact::LossDistribution& exact) {
    const engine::Outcome outcome = engine::simulate(engine::compile(s), {1, {}, nullptr});
    const auto losses = outcome.scores->measure(0, Measure::defaulted_principal);
    const auto n = static_cast<double>(s.paths);
    const double bound = boost::math::quantile(boost::math::normal(), 1.0 - kFamilyWise / (2.0 * kComparisons));
    double sum = 0.0;
    for (const std::int64_t loss : losses) { sum += static_cast<double>(loss); }
    CHECK(std::abs(sum / n - exact.mean()) < bound * exact.sd() / std::sqrt(n));
    for (const double level : {0.05, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999}) {
        const std::int64_t amount = exact.quantile(level);
        const double expected = exact.probability_up_to(amount);
        const auto found = std::count_if(losses.begin(), losses.end(), [&](std::int64_t x) { return x <= amount; });
        INFO("P(loss ≤ " << amount << ") = " << expected << ", found " << static_cast<double>(found) / n);
        CHECK(std::abs(static_cast<double>(found) - n * expected) <
              bound * std::sqrt(n * expected * (1.0 - expected)) + 1e-9);
    }
}

/// The composites' directions where A and B have this correlation, worked out by hand: A is the first axis, B leans by
/// the correlation.
std::array<double, 2> direction_of(const std::vector<double>& weights, double r) {
    const double first = weights[0] + weights[1] * r;
    const double second = weights[1] * std::sqrt(1.0 - r * r);
    const double length = std::hypot(first, second);
    return {first / length, second / length};
}

void check_logit(double slope, double r, const std::vector<std::vector<double>>& weights) {
    Scenario s = two_sectors(Dependence::logit);
    s.credit.logit_slope = slope;
    add_factors(s, r, weights);
    std::vector<exact::LogitBorrower> borrowers;
    for (const auto& loan : s.portfolio.tape) {
        borrowers.push_back({loan.principal.count, s.tiers[static_cast<std::size_t>(loan.tier)].pd,
                             direction_of(weights[static_cast<std::size_t>(loan.sector)], r)});
    }
    const auto exact = exact::logit_loss(borrowers, slope);
    REQUIRE(exact);
    INFO("slope " << slope << ", correlation " << r);
    check_law(s, *exact);
}

void check_gamma(double r, const std::vector<std::vector<double>>& weights) {
    Scenario s = two_sectors(Dependence::credit_risk_plus);
    add_factors(s, r, weights);
    s.credit.factors[0].gamma_sd = 0.8;
    s.credit.factors[1].gamma_sd = 1.4;
    std::vector<exact::GammaBorrower> borrowers;
    for (const auto& loan : s.portfolio.tape) {
        const auto& w = weights[static_cast<std::size_t>(loan.sector)];
        borrowers.push_back({loan.principal.count, s.tiers[static_cast<std::size_t>(loan.tier)].pd, {w[0], w[1]}});
    }
    exact::PortfolioLimits limits;
    limits.accuracy.tolerance = 1e-8;
    const auto exact = exact::gamma_factor_loss(borrowers, {{0.8, 1.4}, r}, limits);
    REQUIRE(exact);
    INFO("CreditRisk+, correlation " << r);
    check_law(s, *exact);
}

} // namespace

TEST_CASE("one period: logit over one factor and over two has the exact room's law of losses", "[long]") {
    check_logit(0.9, 0.0, {{1.0, 0.0}, {1.0, 0.0}});
    check_logit(2.0, 0.0, {{1.0, 0.0}, {1.0, 0.0}});
    check_logit(0.9, 0.3, {{1.0, 0.5}, {-0.2, 2.0}});
}

TEST_CASE("one period: CreditRisk+ with one gamma factor and with two has the exact room's law of losses", "[long]") {
    check_gamma(0.0, {{1.0, 0.0}, {0.6, 0.0}});
    check_gamma(0.0, {{0.8, 0.0}, {0.2, 0.7}});
    check_gamma(0.5, {{0.8, 0.1}, {0.0, 0.9}});
}

namespace {

/// Defaults independent of one another, each with its own probability.
exact::LossDistribution independent_law(const Scenario& s, const std::vector<double>& pd_by_kind) {
    std::vector<exact::LogitBorrower> borrowers;
    for (const auto& loan : s.portfolio.tape) {
        const auto kind = static_cast<std::size_t>(2 * loan.tier + loan.sector);
        borrowers.push_back({loan.principal.count, pd_by_kind[kind], {0.0, 0.0}});
    }
    return *exact::logit_loss(borrowers, 0.0);
}

double vasicek(double pd, double rho, double y) { return reference::conditional_pd(pd, rho, y); }

} // namespace

TEST_CASE("a factor path given for every period leaves independent defaults at the conditional PDs", "[long]") {
    // Two half-year periods at A = −1.5, 0.5 and B = −2 (shifted by 1 in the second): within each the PD over six
    // months is Vasicek's at Y, and a firm survives both or defaults in either.
    Scenario s = two_sectors(Dependence::gaussian);
    add_factors(s, 0.3, {{1.0, 0.0}, {0.6, 0.8}});
    s.credit.factor_period_months = 6;
    s.credit.factors[0].persistence = 0.5;
    s.sectors[0].asset_correlation = 0.2;
    s.sectors[1].asset_correlation = 0.35;
    s.stress.factor_path = {{-1.5, 0.5}, {-2.0, -2.0}};
    s.stress.factor_shift = {{}, {0.0, 1.0}};
    const double length = std::sqrt(0.36 + 0.64 + 2.0 * 0.48 * 0.3);
    const double y[2][2] = {{-1.5, 0.5}, {(0.6 * -1.5 + 0.8 * -2.0) / length, (0.6 * 0.5 + 0.8 * -1.0) / length}};
    std::vector<double> pds;
    for (const double annual : {0.03, 0.15}) {
        const double pd = 1.0 - std::sqrt(1.0 - annual);
        for (std::size_t sector = 0; sector < 2; ++sector) {
            const double rho = s.sectors[sector].asset_correlation;
            pds.push_back(1.0 - (1.0 - vasicek(pd, rho, y[sector][0])) * (1.0 - vasicek(pd, rho, y[sector][1])));
        }
    }
    check_law(s, independent_law(s, pds));
}

TEST_CASE("a factor shift moves the mean of the mixture: a draw of Y below by it") {
    // One factor, shift −1: P_c at Y − 1. The exact room's law with the threshold moved: Φ⁻¹(P) + √ρ, over √(1−ρ), is
    // that of an unshifted book whose PD is Φ(Φ⁻¹(P) + √ρ).
    Scenario s = two_sectors(Dependence::gaussian);
    add_factors(s, 0.0, {{1.0, 0.0}, {1.0, 0.0}});
    for (auto& sector : s.sectors) { sector.asset_correlation = 0.25; }
    s.stress.factor_shift = {{-1.0}, {}};
    std::vector<exact::Borrower> borrowers;
    for (const auto& loan : s.portfolio.tape) {
        const double pd = s.tiers[static_cast<std::size_t>(loan.tier)].pd;
        borrowers.push_back({loan.principal.count, {reference::cdf(reference::quantile(pd) + 0.5), 0.25, {1.0, 0.0}}});
    }
    const auto exact = exact::portfolio_loss(borrowers);
    REQUIRE(exact);
    check_law(s, *exact);
}

TEST_CASE("Basel's correlations: the engine's law of losses is that of the formulas' values, worked out by hand") {
    // Annual PDs 3 % and 15 %, the first stressed to 6 %: k = 1 − e^{−50p} is 0.95021 and 0.99945, 1 − e^{−35p} 0.87754
    // and 0.99475. Turnover 5 and 20 million euro: −0.04 and −0.04·(2/3).
    Scenario s = two_sectors(Dependence::gaussian);
    add_factors(s, 0.0, {{1.0, 0.0}, {1.0, 0.0}});
    s.credit.yuan_per_euro = 8.0;
    s.tiers[0].turnover = Fen{3'000'000'000};  // 30 million yuan: 3.75 million euro, which counts as 5
    s.tiers[1].turnover = Fen{16'000'000'000}; // 160 million yuan
    s.sectors[0].correlation_rule = scenario::CorrelationRule::basel_sme;
    s.sectors[1].correlation_rule = scenario::CorrelationRule::basel_retail;
    s.stress.pd_multiplier = {2.0, 1.0};
    const double sme[2] = {0.24 - 0.12 * 0.950213 - 0.04, 0.24 - 0.12 * 0.999447 - 0.08 / 3.0};
    const double retail[2] = {0.16 - 0.13 * 0.877544, 0.16 - 0.13 * 0.994752};
    std::vector<exact::Borrower> borrowers;
    for (const auto& loan : s.portfolio.tape) {
        const double rho = loan.sector == 0 ? sme[loan.tier] : retail[loan.tier];
        borrowers.push_back({loan.principal.count, {loan.tier == 0 ? 0.06 : 0.15, rho, {1.0, 0.0}}});
    }
    const auto exact = exact::portfolio_loss(borrowers);
    REQUIRE(exact);
    check_law(s, *exact);
}
