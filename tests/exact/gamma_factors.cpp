#include "exact/gamma_factors.hpp"

#include "catch.hpp"
#include "exact/credit_risk_plus.hpp"
#include "reference.hpp"

#include <boost/math/distributions/gamma.hpp>

#include <array>
#include <cmath>
#include <map>
#include <utility>

using namespace kdt::exact;
namespace reference = kdt::reference;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// E[f(Γ)] over the gamma law's density, on a logarithmic scale since it is singular at 0 for shapes below 1.
template <class F>
double gamma_mean(double sd, const F& f, int pieces = 200) {
    const boost::math::gamma_distribution<> law(1.0 / (sd * sd), sd * sd);
    return reference::integral(
        [&](double s) {
            const double g = std::exp(s);
            return f(g) * boost::math::pdf(law, g) * g;
        },
        -60.0, 5.0, pieces);
}

/// Λ with e^{−Λw_0}Π(1 + Λwv)^{−1/v} = 1 − P, by bisection: the gamma laws' Laplace transforms.
double lambda_of(const GammaBorrower& borrower, const GammaFactors& factors) {
    double low = 0.0;
    double high = 1e6;
    for (int i = 0; i < 200; ++i) {
        const double x = 0.5 * (low + high);
        double cumulant = x * (1.0 - borrower.weights[0] - borrower.weights[1]);
        for (std::size_t k = 0; k < 2; ++k) {
            const double v = factors.sd[k] * factors.sd[k];
            cumulant += std::log1p(x * borrower.weights[k] * v) / v;
        }
        (cumulant < -std::log1p(-borrower.pd) ? low : high) = x;
    }
    return 0.5 * (low + high);
}

std::vector<GammaBorrower> some() {
    return {{3, 0.02, {0.6, 0.3}},
            {5, 0.1, {0.0, 0.9}},
            {4, 0.3, {0.5, 0.5}},
            {7, 0.05, {0.0, 0.0}},
            {2, 0.15, {1.0, 0.0}}};
}

} // namespace

TEST_CASE("gamma factors: two independent factors agree with all outcomes mixed over the gamma densities", "[long]") {
    const GammaFactors factors{{0.7, 1.3}, 0.0};
    const auto borrowers = some();
    std::vector<std::int64_t> losses;
    std::vector<double> lambda;
    for (const auto& borrower : borrowers) {
        losses.push_back(borrower.loss);
        lambda.push_back(lambda_of(borrower, factors));
    }
    const auto exact = gamma_factor_loss(borrowers, factors);
    REQUIRE(exact);
    constexpr int kPieces = 16;
    // Every loss is integrated over the same points: their laws are worked out once.
    const std::array<std::int64_t, 6> looked_at{0, 3, 5, 7, 9, 21};
    std::map<std::pair<double, double>, std::array<double, 6>> laws;
    const auto law_at = [&](double first, double second) {
        const auto [place, added] = laws.try_emplace({first, second});
        if (added) {
            std::vector<double> pds;
            for (std::size_t i = 0; i < borrowers.size(); ++i) {
                const auto& w = borrowers[i].weights;
                const double s = 1.0 - w[0] - w[1] + w[0] * first + w[1] * second;
                pds.push_back(-std::expm1(-lambda[i] * s));
            }
            auto law = reference::every_outcome(losses, pds);
            for (std::size_t j = 0; j < looked_at.size(); ++j) { place->second[j] = law[looked_at[j]]; }
        }
        return place->second;
    };
    for (std::size_t j = 0; j < looked_at.size(); ++j) {
        const double expected = gamma_mean(
            factors.sd[0],
            [&](double first) {
                return gamma_mean(
                    factors.sd[1], [&](double second) { return law_at(first, second)[j]; }, kPieces);
            },
            kPieces);
        CHECK_THAT(exact->pmf()[static_cast<std::size_t>(looked_at[j] / exact->unit())], WithinAbs(expected, 1e-8));
    }
    double mean = 0.0;
    for (const auto& borrower : borrowers) { mean += static_cast<double>(borrower.loss) * borrower.pd; }
    CHECK_THAT(exact->mean(), WithinRel(mean, 1e-9));
}

TEST_CASE("gamma factors: two names wholly on one factor default together by the Laplace transform") {
    // P(neither) = E[exp(−(Λ_1 + Λ_2)Γ)] = (1 + (Λ_1 + Λ_2)v)^{−1/v}.
    const GammaFactors factors{{1.1, 1.0}, 0.0};
    const std::vector<GammaBorrower> two{{1, 0.04, {1.0, 0.0}}, {2, 0.2, {1.0, 0.0}}};
    const double v = 1.21;
    const double neither = std::pow(1.0 + (lambda_of(two[0], factors) + lambda_of(two[1], factors)) * v, -1.0 / v);
    const auto exact = gamma_factor_loss(two, factors);
    REQUIRE(exact);
    CHECK_THAT(exact->pmf()[0], WithinAbs(neither, 1e-11));
    CHECK_THAT(exact->pmf()[3], WithinAbs(neither - 1.0 + 0.04 + 0.2, 1e-11));
}

TEST_CASE("gamma factors: with normals of correlation 1 two factors of one sd are one factor") {
    const std::vector<GammaBorrower> split{{1, 0.05, {0.3, 0.5}}, {1, 0.1, {0.2, 0.2}}};
    const std::vector<GammaBorrower> joined{{1, 0.05, {0.8, 0.0}}, {1, 0.1, {0.4, 0.0}}};
    const auto two = gamma_factor_loss(split, {{0.9, 0.9}, 1.0});
    const auto one = gamma_factor_loss(joined, {{0.9, 0.9}, 0.0});
    REQUIRE(two);
    REQUIRE(one);
    for (std::size_t u = 0; u < 3; ++u) { CHECK_THAT(two->pmf()[u], WithinAbs(one->pmf()[u], 1e-9)); }
}

TEST_CASE("gamma factors: for small PDs the published form, Panjer's recursion, is the limit") {
    // The two differ by names that default twice: of second order in P, once few default at all (150·P well below 1).
    double before = 0.0;
    for (double pd : {0.0005, 0.00005}) {
        std::vector<GammaBorrower> bernoulli(150, GammaBorrower{1, pd, {0.7, 0.0}});
        std::vector<PoissonBorrower> poisson(150, PoissonBorrower{1, pd, 0.7});
        const auto once = gamma_factor_loss(bernoulli, {{0.8, 1.0}, 0.0});
        REQUIRE(once);
        const LossDistribution often = credit_risk_plus(poisson, 0.8, 150);
        double largest = 0.0;
        for (std::size_t u = 0; u <= 60; ++u) {
            largest = std::max(largest, std::abs(once->pmf()[u] - often.pmf()[u]));
        }
        INFO("PD " << pd << ": " << largest);
        CHECK(largest < 3.0 * 150 * pd * pd);
        if (before > 0.0) { CHECK(largest < before / 50.0); }
        before = largest;
    }
}

TEST_CASE("gamma factors: cancellation is asked for while the intensities are solved") {
    int asked = 0;
    PortfolioLimits limits;
    limits.most_operations = -1.0; // the recursion gives up before it asks
    const std::vector<GammaBorrower> one{{1, 0.05, {0.5, 0.0}}};
    limits.cancelled = [&] {
        ++asked;
        return false;
    };
    CHECK_FALSE(gamma_factor_loss(one, {{0.8, 1.0}, 0.0}, limits));
    CHECK(asked > 1);
    asked = 0;
    limits.cancelled = [&] { return ++asked > 0; };
    CHECK_FALSE(gamma_factor_loss(one, {{0.8, 1.0}, 0.0}, limits));
    CHECK(asked == 1);
}
