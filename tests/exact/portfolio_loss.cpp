#include "exact/portfolio_loss.hpp"

#include "catch.hpp"
#include "exact/binomial_mixture.hpp"
#include "exact/normal.hpp"
#include "reference.hpp"

#include <cmath>
#include <set>

using namespace kdt::exact;
namespace reference = kdt::reference;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// Twelve borrowers that differ in everything.
std::vector<Borrower> unequal(std::size_t n) {
    std::vector<Borrower> borrowers;
    for (std::size_t i = 0; i < n; ++i) {
        const auto x = static_cast<double>(i);
        borrowers.push_back(
            {static_cast<std::int64_t>(3 + (7 * i) % 11), {0.01 + 0.035 * x, i % 4 == 0 ? 0.0 : 0.06 * x, {1.0, 0.0}}});
    }
    return borrowers;
}

std::vector<std::int64_t> losses_of(const std::vector<Borrower>& borrowers) {
    std::vector<std::int64_t> losses;
    for (const Borrower& borrower : borrowers) { losses.push_back(borrower.loss); }
    return losses;
}

/// Every outcome, given the two factors, for borrowers whose composite is direction·(x, y).
std::map<std::int64_t, double> outcomes_given(const std::vector<Borrower>& borrowers, double x, double y) {
    std::vector<double> pds;
    for (const Borrower& borrower : borrowers) {
        const double composite = borrower.risk.direction[0] * x + borrower.risk.direction[1] * y;
        pds.push_back(reference::conditional_pd(borrower.risk.pd, borrower.risk.correlation, composite));
    }
    return reference::every_outcome(losses_of(borrowers), pds);
}

void add(std::map<std::int64_t, double>& law, const std::map<std::int64_t, double>& more, double weight) {
    for (const auto& [loss, p] : more) { law[loss] += weight * p; }
}

void check_same(const LossDistribution& exact, const std::map<std::int64_t, double>& law, double tolerance) {
    double elsewhere = 1.0;
    for (const auto& [loss, p] : law) {
        REQUIRE(loss % exact.unit() == 0);
        CHECK_THAT(exact.pmf()[static_cast<std::size_t>(loss / exact.unit())], WithinAbs(p, tolerance));
        elsewhere -= p;
    }
    CHECK_THAT(elsewhere, WithinAbs(0.0, tolerance * 10));
}

} // namespace

TEST_CASE("portfolio loss: independent borrowers agree with all 4,096 outcomes") {
    std::vector<Borrower> borrowers = unequal(12);
    std::vector<double> pds;
    for (Borrower& borrower : borrowers) {
        borrower.risk.correlation = 0.0;
        pds.push_back(borrower.risk.pd);
    }
    const auto exact = portfolio_loss(borrowers);
    REQUIRE(exact);
    check_same(*exact, reference::every_outcome(losses_of(borrowers), pds), 1e-15);
    CHECK(exact->quadrature_error() == 0.0);
}

TEST_CASE("portfolio loss: one factor agrees with all outcomes under a fine Riemann sum") {
    const std::vector<Borrower> borrowers = unequal(10);
    std::map<std::int64_t, double> law;
    const double step = 0.011; // not a step the room's own grid ever visits
    for (double z = -8.8; z < 8.8; z += step) {
        add(law, outcomes_given(borrowers, z, 0.0), step * reference::density(z));
    }
    const auto exact = portfolio_loss(borrowers);
    REQUIRE(exact);
    check_same(*exact, law, 1e-12);
    double sum = 0.0;
    for (const Borrower& borrower : borrowers) { sum += static_cast<double>(borrower.loss) * borrower.risk.pd; }
    CHECK_THAT(exact->mean(), WithinAbs(sum, 1e-11));
}

TEST_CASE("portfolio loss: two factors agree with all outcomes under a two-dimensional Riemann sum") {
    std::vector<Borrower> borrowers = unequal(5);
    for (std::size_t i = 0; i < borrowers.size(); ++i) {
        const double angle = 0.4 * static_cast<double>(i);
        borrowers[i].risk.direction = {std::cos(angle), std::sin(angle)};
    }
    std::map<std::int64_t, double> law;
    const double step = 0.17;
    for (double x = -8.5; x < 8.6; x += step) {
        for (double y = -8.5; y < 8.6; y += step) {
            add(law, outcomes_given(borrowers, x, y), step * step * reference::density(x) * reference::density(y));
        }
    }
    const auto exact = portfolio_loss(borrowers);
    REQUIRE(exact);
    check_same(*exact, law, 1e-12);
}

TEST_CASE(
    "portfolio loss: two borrowers on two correlated factors default together with the bivariate normal probability") {
    // w_1 = (1, 0.5), w_2 = (−0.2, 2) on factors of correlation 0.3; corr(Y_1, Y_2) by hand from wᵀRw.
    const double r = 0.3;
    const std::vector<std::vector<double>> weights{{1.0, 0.5}, {-0.2, 2.0}};
    const double covariance = 1.0 * -0.2 + 0.5 * 2.0 + r * (1.0 * 2.0 + 0.5 * -0.2);
    const double first = std::sqrt(1.0 + 0.25 + 2 * r * 0.5);
    const double second = std::sqrt(0.04 + 4.0 - 2 * r * 0.4);
    const double between = covariance / (first * second);

    const auto directions = composite_directions(weights, {{1.0, r}, {r, 1.0}});
    REQUIRE(directions);
    const std::vector<Borrower> two{{1, {0.02, 0.12, (*directions)[0]}}, {2, {0.05, 0.3, (*directions)[1]}}};
    const auto exact = portfolio_loss(two);
    REQUIRE(exact);
    const double index_correlation = std::sqrt(0.12 * 0.3) * between;
    CHECK_THAT(exact->pmf()[3], WithinAbs(reference::bivariate_cdf(reference::quantile(0.02), reference::quantile(0.05),
                                                                   index_correlation),
                                          1e-13));
    CHECK_THAT(exact->pmf()[1] + exact->pmf()[3], WithinAbs(0.02, 1e-13));
}

TEST_CASE("composites: as few dimensions as the weights span, however many factors there are") {
    const std::vector<std::vector<double>> identity{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    const std::vector<std::vector<double>> along{{1, 2, 3}, {2, 4, 6}, {-1, -2, -3}, {0, 0, 0}};
    const auto line = composite_directions(along, identity);
    REQUIRE(line);
    CHECK((*line)[0] == std::array<double, 2>{1.0, 0.0});
    CHECK((*line)[1] == std::array<double, 2>{1.0, 0.0});
    CHECK((*line)[2] == std::array<double, 2>{-1.0, 0.0});
    const std::vector<std::vector<double>> plane{{1, 0, 0}, {0, 1, 0}, {1, 1, 0}};
    const auto flat = composite_directions(plane, identity);
    REQUIRE(flat);
    CHECK_THAT((*flat)[2][0], WithinAbs(std::sqrt(0.5), 1e-15));
    CHECK_THAT((*flat)[2][1], WithinAbs(std::sqrt(0.5), 1e-15));
    const std::vector<std::vector<double>> space{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    CHECK_FALSE(composite_directions(space, identity));
    // Perfectly correlated factors are one factor.
    const std::vector<std::vector<double>> ones{{1, 1, 1}, {1, 1, 1}, {1, 1, 1}};
    const auto one = composite_directions(space, ones);
    REQUIRE(one);
    CHECK((*one)[2] == std::array<double, 2>{1.0, 0.0});
}

TEST_CASE("portfolio loss: equal loans are the binomial mixture") {
    const std::vector<Borrower> borrowers(125, Borrower{18'000'000, {0.02, 0.12}});
    const auto exact = portfolio_loss(borrowers);
    REQUIRE(exact);
    CHECK(exact->unit() == 18'000'000);
    const LossDistribution count = default_count(125, {0.02, 0.12});
    for (std::size_t k = 0; k <= 125; ++k) { CHECK_THAT(exact->pmf()[k], WithinAbs(count.pmf()[k], 1e-14)); }
    CHECK(exact->quantile(0.99) == 18'000'000 * count.quantile(0.99));
    CHECK_THAT(exact->expected_shortfall(0.99), WithinRel(18e6 * count.expected_shortfall(0.99), 1e-10));
}

TEST_CASE("portfolio loss: variance is the sum of pairwise covariances, for 150 unequal borrowers on two factors",
          "[long]") {
    std::vector<Borrower> borrowers;
    for (std::size_t i = 0; i < 150; ++i) {
        const double angle = 0.5 * static_cast<double>(i % 3);
        borrowers.push_back({static_cast<std::int64_t>(50 + (37 * i) % 100) * 10'000,
                             {0.005 + 0.0002 * static_cast<double>(i),
                              0.03 + 0.05 * static_cast<double>(i % 3),
                              {std::cos(angle), std::sin(angle)}}});
    }
    const auto exact = portfolio_loss(borrowers);
    REQUIRE(exact);
    double variance = 0.0;
    double mean = 0.0;
    for (const Borrower& a : borrowers) {
        mean += static_cast<double>(a.loss) * a.risk.pd;
        variance += std::pow(static_cast<double>(a.loss), 2) * a.risk.pd * (1 - a.risk.pd);
        for (const Borrower& b : borrowers) {
            if (&a == &b) { continue; }
            const double between =
                std::sqrt(a.risk.correlation * b.risk.correlation) *
                (a.risk.direction[0] * b.risk.direction[0] + a.risk.direction[1] * b.risk.direction[1]);
            const double joint = bivariate_normal_cdf(normal_quantile(a.risk.pd), normal_quantile(b.risk.pd), between);
            variance += static_cast<double>(a.loss) * static_cast<double>(b.loss) * (joint - a.risk.pd * b.risk.pd);
        }
    }
    CHECK_THAT(exact->mean(), WithinRel(mean, 1e-11));
    CHECK_THAT(exact->sd(), WithinRel(std::sqrt(variance), 1e-9));
}

TEST_CASE("portfolio loss: a thousand unequal borrowers, converged", "[long]") {
    std::vector<Borrower> borrowers;
    double mean = 0.0;
    for (std::int64_t i = 0; i < 1000; ++i) {
        borrowers.push_back({(20 + i % 13) * 10'000,
                             {0.005 + 0.00005 * static_cast<double>(i), 0.03 + 0.1 * static_cast<double>(i % 3)}});
        mean += static_cast<double>(borrowers.back().loss) * borrowers.back().risk.pd;
    }
    const auto exact = portfolio_loss(borrowers);
    REQUIRE(exact);
    CHECK(exact->quadrature_error() < 1e-10);
    CHECK_THAT(exact->mean(), WithinRel(mean, 1e-12));
    CHECK_THAT(exact->probability_up_to(exact->unit() * static_cast<std::int64_t>(exact->pmf().size())),
               WithinAbs(1.0, 1e-13));
    // A far finer grid gives the same quantile and shortfall.
    PortfolioLimits finer;
    finer.accuracy.tolerance = 0.0;
    finer.accuracy.max_points = 300;
    const auto again = portfolio_loss(borrowers, std::nullopt, finer);
    REQUIRE(again);
    CHECK(again->quantile(0.999) == exact->quantile(0.999));
    CHECK_THAT(again->expected_shortfall(0.999), WithinRel(exact->expected_shortfall(0.999), 1e-11));
}

TEST_CASE("portfolio loss: the loans of one borrower default together") {
    const DefaultRisk risk{0.02, 0.12};
    const std::vector<Loan> loans{{7, 30, risk}, {3, 5, risk}, {7, 12, {0.03, 0.12}}, {3, 5, risk}};
    const auto borrowers = by_borrower(loans);
    REQUIRE(borrowers);
    REQUIRE(borrowers->size() == 2);
    CHECK((*borrowers)[0].loss == 42);
    CHECK((*borrowers)[0].risk.pd == 0.03); // the greatest of its loans'
    CHECK((*borrowers)[1].loss == 10);
    const auto exact = portfolio_loss(*borrowers);
    REQUIRE(exact);
    CHECK(exact->unit() == 2);
    CHECK_THAT(exact->pmf()[26],
               WithinAbs(reference::bivariate_cdf(reference::quantile(0.03), reference::quantile(0.02), 0.12), 1e-13));
    CHECK_FALSE(by_borrower(std::vector<Loan>{{1, 5, risk}, {1, 5, {0.02, 0.2}}}));
}

TEST_CASE("portfolio loss: the textbook scenario, by its sixteen outcomes") {
    // 400, 250, 800, 150 万元; LGD 0.45, the last 0.60; the pool pays half; 分.
    const std::vector<Borrower> borrowers{{90'000'000, {0.02, 0.12}},
                                          {56'250'000, {0.035, 0.12}},
                                          {180'000'000, {0.01, 0.18}},
                                          {45'000'000, {0.06, 0.12}}};
    const auto exact = portfolio_loss(borrowers);
    REQUIRE(exact);
    CHECK(exact->unit() == 11'250'000);
    std::map<std::int64_t, double> law;
    for (double z = -8.8; z < 8.8; z += 0.011) {
        add(law, outcomes_given(borrowers, z, 0.0), 0.011 * reference::density(z));
    }
    check_same(*exact, law, 1e-13);
    CHECK_THAT(exact->mean(), WithinAbs(90e6 * 0.02 + 56.25e6 * 0.035 + 180e6 * 0.01 + 45e6 * 0.06, 1e-5));
}

TEST_CASE("portfolio loss: certain and impossible defaults, zero losses and an empty book") {
    const auto sure = portfolio_loss(std::vector<Borrower>{{5, {1.0, 0.2}}, {7, {0.0, 0.2}}, {0, {0.5, 0.2}}});
    REQUIRE(sure);
    CHECK_THAT(sure->pmf()[5], WithinAbs(1.0, 1e-14));
    const auto empty = portfolio_loss({});
    REQUIRE(empty);
    CHECK(empty->quantile(0.99) == 0);
    CHECK(empty->mean() == 0.0);
}

TEST_CASE("portfolio loss: gives up beyond its limits instead of running for hours") {
    const std::vector<Borrower> coarse{{2'000'000'000, {0.02, 0.12}}, {2'000'000'001, {0.02, 0.12}}};
    CHECK_FALSE(portfolio_loss(coarse));
    const std::vector<Borrower> huge{{999'999'999'999'999, {0.02, 0.12}}, {999'999'999'999'998, {0.02, 0.12}}};
    CHECK_FALSE(portfolio_loss(huge));
    PortfolioLimits limits;
    limits.most_operations = 100.0;
    CHECK_FALSE(portfolio_loss(unequal(12), std::nullopt, limits));
}
