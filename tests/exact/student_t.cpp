#include "catch.hpp"
#include "exact/binomial_mixture.hpp"
#include "exact/normal.hpp"
#include "exact/portfolio_loss.hpp"
#include "reference.hpp"

#include <boost/math/distributions/chi_squared.hpp>

#include <cmath>
#include <numbers>

using namespace kdt::exact;
namespace reference = kdt::reference;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

double t_quantile(double p, double nu) { return boost::math::quantile(boost::math::students_t(nu), p); }

/// P(T₁ ≤ a, T₂ ≤ b) for the bivariate t: given T₁ = x, T₂ is a t of ν + 1 degrees of freedom, centred on ρx, with
/// scale √((ν + x²)(1 − ρ²)/(ν + 1)).
double bivariate_t_cdf(double a, double b, double rho, double nu) {
    const boost::math::students_t first(nu);
    const boost::math::students_t second(nu + 1.0);
    const auto density = [&](double x) {
        const double scale = std::sqrt((nu + x * x) * (1.0 - rho * rho) / (nu + 1.0));
        return boost::math::pdf(first, x) * boost::math::cdf(second, (b - rho * x) / scale);
    };
    // x = a − sinh(s) reaches far into the heavy tail.
    return reference::integral([&](double s) { return density(a - std::sinh(s)) * std::cosh(s); }, 0.0, 40.0, 200);
}

} // namespace

TEST_CASE("student t: one loan defaults with exactly its PD, with and without correlation") {
    for (const double nu : {2.5, 4.0, 10.0, 60.0}) {
        for (const double pd : {0.001, 0.02, 0.3}) {
            for (const double rho : {0.0, 0.12, 0.5}) {
                CHECK_THAT(default_count(1, {pd, rho}, nu).pmf()[1], WithinAbs(pd, 1e-12));
            }
        }
    }
}

TEST_CASE("student t: two loans default together with the bivariate t probability") {
    for (const double nu : {2.5, 4.0, 10.0}) {
        for (const double rho : {0.0, 0.12, 0.5}) {
            const double t = t_quantile(0.02, nu);
            CHECK_THAT(default_count(2, {0.02, rho}, nu).pmf()[2], WithinAbs(bivariate_t_cdf(t, t, rho, nu), 1e-11));
        }
    }
    const auto unequal = portfolio_loss(std::vector<Borrower>{{1, {0.02, 0.12}}, {2, {0.06, 0.3}}}, 5.0);
    REQUIRE(unequal);
    CHECK_THAT(unequal->pmf()[3],
               WithinAbs(bivariate_t_cdf(t_quantile(0.02, 5.0), t_quantile(0.06, 5.0), std::sqrt(0.036), 5.0), 1e-11));
}

TEST_CASE("student t: at PD 1/2 the orthant probability does not know nu (Dunnett & Sobel 1954)") {
    for (const double nu : {2.5, 7.0}) {
        for (const double rho : {0.0, 0.3, 0.8}) {
            CHECK_THAT(default_count(2, {0.5, rho}, nu).pmf()[2],
                       WithinAbs(0.25 + std::asin(rho) / (2.0 * std::numbers::pi), 1e-12));
        }
    }
}

TEST_CASE("student t: nu = 2, uncorrelated: the closed form of Dunnett & Sobel") {
    // The density (1 + (x² + y²)/2)⁻²/(2π) integrated over the quadrant x, y > h is elementary.
    const double nu = 2.0;
    const double pd = 0.02;
    const double h = -t_quantile(pd, nu);
    const double inner = h / std::sqrt(2.0 + h * h);
    const double quadrant = 0.25 - 0.5 * inner + inner / std::numbers::pi * std::atan(inner);
    CHECK_THAT(default_count(2, {pd, 0.0}, nu).pmf()[2], WithinAbs(quadrant, 1e-11));
}

TEST_CASE("student t: joint exceedances against the Gaussian, as Demarta & McNeil (2005) tabulate them") {
    struct Row {
        double rho, nu, at_95, at_99, at_995, at_999;
    };
    const auto joint = [](double pd, double rho, std::optional<double> nu) {
        return default_count(2, {pd, rho}, nu).pmf()[2];
    };
    CHECK_THAT(joint(0.05, 0.5, std::nullopt), WithinAbs(1.22e-2, 5.1e-5));
    CHECK_THAT(joint(0.01, 0.5, std::nullopt), WithinAbs(1.29e-3, 5.1e-6));
    for (const Row& row : {Row{0.5, 8.0, 1.20, 1.65, 1.94, 3.01}, Row{0.5, 4.0, 1.39, 2.22, 2.79, 4.86}}) {
        const auto ratio = [&](double pd) { return joint(pd, row.rho, row.nu) / joint(pd, row.rho, std::nullopt); };
        CHECK_THAT(ratio(0.05), WithinAbs(row.at_95, 0.006));
        CHECK_THAT(ratio(0.01), WithinAbs(row.at_99, 0.006));
        CHECK_THAT(ratio(0.005), WithinAbs(row.at_995, 0.006));
        CHECK_THAT(ratio(0.001), WithinAbs(row.at_999, 0.011)); // printed from a rounded pair
    }
}

TEST_CASE("student t: agrees with all outcomes under another quadrature over W and Z") {
    const double nu = 4.0;
    const std::vector<std::int64_t> losses{3, 5, 5, 8, 13};
    const std::vector<double> pds{0.02, 0.05, 0.01, 0.1, 0.03};
    const std::vector<double> rhos{0.12, 0.0, 0.2, 0.3, 0.12};
    std::map<std::int64_t, double> law;
    const boost::math::chi_squared chi(nu);
    const double step = 0.09;
    for (double log_w = -20.0; log_w < 5.0; log_w += step) { // W = e^s: density e^s·f(e^s)
        const double w = std::exp(log_w);
        for (double z = -8.5; z < 8.5; z += step) {
            std::vector<double> given;
            for (std::size_t i = 0; i < pds.size(); ++i) {
                given.push_back(reference::cdf((std::sqrt(w / nu) * t_quantile(pds[i], nu) - std::sqrt(rhos[i]) * z) /
                                               std::sqrt(1.0 - rhos[i])));
            }
            const double weight = step * step * w * boost::math::pdf(chi, w) * reference::density(z);
            for (const auto& [loss, p] : reference::every_outcome(losses, given)) { law[loss] += weight * p; }
        }
    }
    std::vector<Borrower> borrowers;
    for (std::size_t i = 0; i < pds.size(); ++i) { borrowers.push_back({losses[i], {pds[i], rhos[i]}}); }
    const auto exact = portfolio_loss(borrowers, nu);
    REQUIRE(exact);
    for (const auto& [loss, p] : law) { CHECK_THAT(exact->pmf()[static_cast<std::size_t>(loss)], WithinAbs(p, 1e-10)); }
}

TEST_CASE("student t: many degrees of freedom are the Gaussian, few have a fatter tail") {
    const LossDistribution gaussian = default_count(125, {0.02, 0.12});
    const LossDistribution near = default_count(125, {0.02, 0.12}, 1e6);
    for (std::size_t k = 0; k <= 125; ++k) { CHECK_THAT(near.pmf()[k], WithinAbs(gaussian.pmf()[k], 1e-5)); }
    const LossDistribution far = default_count(125, {0.02, 0.12}, 4.0);
    CHECK_THAT(far.mean(), WithinAbs(2.5, 1e-9));
    CHECK(far.quantile(0.99) > gaussian.quantile(0.99));
    CHECK(far.quadrature_error() < 1e-10);
}

TEST_CASE("student t: two factors keep each borrower's PD") {
    const auto exact =
        portfolio_loss(std::vector<Borrower>{{1, {0.02, 0.12, {1.0, 0.0}}}, {2, {0.05, 0.2, {0.6, 0.8}}}}, 5.0);
    REQUIRE(exact);
    CHECK_THAT(exact->pmf()[1] + exact->pmf()[3], WithinAbs(0.02, 1e-11));
    CHECK_THAT(
        exact->pmf()[3],
        WithinAbs(bivariate_t_cdf(t_quantile(0.02, 5.0), t_quantile(0.05, 5.0), 0.6 * std::sqrt(0.024), 5.0), 1e-10));
}
