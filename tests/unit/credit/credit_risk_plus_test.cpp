#include "credit/credit_risk_plus.hpp"

#include "catch.hpp"
#include "credit/default_model.hpp"
#include "exact/reference.hpp"

#include <boost/math/distributions/gamma.hpp>

#include <array>
#include <cmath>
#include <memory>

using namespace kdt::credit;
namespace reference = kdt::reference;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using Parts = std::vector<GammaMixture::Part>;

namespace {

std::shared_ptr<const GammaMixture> mixture_of(Parts parts, const Matrix& correlations) {
    return std::make_shared<const GammaMixture>(std::move(parts), correlations);
}

/// The economy at the normals of up to three factors.
Economy at(const GammaMixture& mixture, const Parts& parts, std::array<double, 3> z) {
    std::array<double, 3> gammas{1.0, 1.0, 1.0};
    for (const auto& part : parts) { gammas[part.factor] = gamma_factor(z[part.factor], part.variance); }
    return {0.0, 1.0, mixture.at(gammas)};
}

/// E[f(Z_1, Z_2)] for standard normals of correlation r.
template <class F>
double pair_mean(double r, const F& f) {
    return reference::normal_mean(
        [&](double x) {
            return reference::normal_mean([&](double y) { return f(x, r * x + std::sqrt(1.0 - r * r) * y); }, 8);
        },
        8);
}

} // namespace

TEST_CASE("gamma factor: its law is gamma of mean 1 and the variance asked for, low in a good economy") {
    for (double sd : {0.05, 0.6, 1.0, 2.5}) {
        const boost::math::gamma_distribution<> law(1.0 / (sd * sd), sd * sd);
        double before = 1e9;
        for (double z : {-5.0, -2.0, -0.5, 0.0, 0.5, 2.0}) {
            const double g = gamma_factor(z, sd * sd);
            INFO("sd " << sd << ", z " << z);
            CHECK_THAT(boost::math::cdf(boost::math::complement(law, g)), WithinRel(reference::cdf(z), 1e-9));
            CHECK(g < before);
            before = g;
        }
        CHECK_THAT(reference::normal_mean([&](double z) { return gamma_factor(z, sd * sd); }), WithinRel(1.0, 1e-9));
    }
}

TEST_CASE("CreditRisk+: the conditional PD averages to the PD over one gamma factor, to 1e-12") {
    for (double pd : {1e-6, 0.0225, 0.3, 0.9}) {
        for (double weight : {0.2, 1.0}) {
            for (double sd : {0.3, 1.0, 2.0}) {
                const Parts parts{{0, weight, sd * sd}};
                const auto mixture = mixture_of(parts, {{1.0}});
                const CreditRiskPlus model(pd, mixture);
                const double mean = reference::normal_mean(
                    [&](double z) { return model.conditional_pd(at(*mixture, parts, {z})); }, 200);
                INFO("PD " << pd << ", weight " << weight << ", sd " << sd);
                CHECK_THAT(mean, WithinRel(pd, 1e-12));
            }
        }
    }
}

TEST_CASE("CreditRisk+: Λ by hand: one factor of weight 1 and sd 1 is exponential, so Λ = P/(1−P)") {
    const auto mixture = mixture_of({{0, 1.0, 1.0}}, {{1.0}});
    CHECK_THAT(mixture->intensity_for(0.2), WithinRel(0.25, 1e-14));
    CHECK_THAT(CreditRiskPlus(0.2, mixture).conditional_pd({0.0, 1.0, 2.0}), WithinRel(1.0 - std::exp(-0.5), 1e-14));
    // Half own, half factor: e^{−Λ/2}/(1 + Λ/2) = 0.8 at Λ = 0.229…, by substitution.
    const double lambda = mixture_of({{0, 0.5, 1.0}}, {{1.0}})->intensity_for(0.2);
    CHECK_THAT(std::exp(-0.5 * lambda) / (1.0 + 0.5 * lambda), WithinRel(0.8, 1e-14));
}

TEST_CASE("CreditRisk+: the conditional PD averages to the PD over two factors, correlated or not") {
    const Parts parts{{0, 0.5, 0.49}, {1, 0.3, 1.44}};
    for (double r : {0.0, 0.4, -0.7, 1.0}) {
        const auto mixture = mixture_of(parts, {{1.0, r}, {r, 1.0}});
        for (double pd : {0.001, 0.0225, 0.4}) {
            const CreditRiskPlus model(pd, mixture);
            const double mean = pair_mean(r, [&](double x, double y) {
                return model.conditional_pd(at(*mixture, parts, {x, y}));
            });
            INFO("correlation " << r << ", PD " << pd);
            CHECK_THAT(mean, WithinRel(pd, 1e-10));
        }
    }
}

TEST_CASE("CreditRisk+: over three correlated factors the fixed Sobol set keeps Λ to 5e-4 of itself") {
    // The third normal is the first: then the set's answer has the two-factor one beside it.
    const Parts three{{0, 0.4, 0.49}, {1, 0.3, 1.44}, {2, 0.3, 0.49}};
    const Matrix r = {{1.0, 0.3, 1.0}, {0.3, 1.0, 0.3}, {1.0, 0.3, 1.0}};
    const auto by_set = mixture_of(three, r);
    const auto by_grid = mixture_of({{0, 0.7, 0.49}, {1, 0.3, 1.44}}, r);
    CHECK(by_set->nodes().size() == 16'384);
    for (double pd : {0.001, 0.0225, 0.3}) {
        INFO("PD " << pd);
        CHECK_THAT(by_set->intensity_for(pd), WithinRel(by_grid->intensity_for(pd), 5e-4));
    }
}

TEST_CASE("CreditRisk+: uncorrelated factors in any number meet the PD by their Laplace transforms") {
    const Parts parts{{0, 0.3, 0.25}, {1, 0.3, 1.0}, {2, 0.2, 2.25}};
    const Matrix r = {{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}};
    const double lambda = mixture_of(parts, r)->intensity_for(0.05);
    double survival = std::exp(-0.2 * lambda);
    for (const auto& part : parts) {
        survival *= std::pow(1.0 + lambda * part.weight * part.variance, -1.0 / part.variance);
    }
    CHECK_THAT(1.0 - survival, WithinRel(0.05, 1e-12));
}

TEST_CASE("CreditRisk+: for small PDs the intensity is the PD, the published form") {
    const auto mixture = mixture_of({{0, 0.6, 0.81}}, {{1.0}});
    CHECK_THAT(mixture->intensity_for(1e-7), WithinRel(1e-7, 1e-6));
}

TEST_CASE("CreditRisk+: without a moving factor, and at a PD of 0 or 1, nothing moves") {
    const auto still = mixture_of({}, {});
    const auto moving = mixture_of({{0, 0.5, 1.0}}, {{1.0}});
    const Economy bad{0.0, 1.0, 6.0};
    CHECK(still->at({}) == 1.0);
    CHECK(CreditRiskPlus(0.02, still).conditional_pd(bad) == 0.02);
    CHECK(CreditRiskPlus(0.0, moving).conditional_pd(bad) == 0.0);
    CHECK(CreditRiskPlus(1.0, moving).conditional_pd({0.0, 1.0, 0.1}) == 1.0);
    CHECK(CreditRiskPlus(0.02, still).conditional_lgd(0.6, bad) == 0.6);
    CHECK(CreditRiskPlus(0.02, moving).conditional_lgd(1.0, bad) == 1.0);
}

TEST_CASE("CreditRisk+: conditional PD times conditional LGD averages to PD times LGD, prepared or not") {
    for (double pd : {1e-4, 0.0225, 0.3}) {
        for (double lgd : {0.05, 0.4, 0.99}) {
            for (double sd : {0.4, 1.2}) {
                const Parts parts{{0, 0.7, sd * sd}};
                const auto mixture = mixture_of(parts, {{1.0}});
                DefaultModel prepared{CreditRiskPlus(pd, mixture)};
                prepare_lgd(prepared, lgd);
                const CreditRiskPlus plain(pd, mixture);
                const double mean = reference::normal_mean(
                    [&](double z) {
                        const Economy economy = at(*mixture, parts, {z});
                        return plain.conditional_pd(economy) * conditional_lgd(prepared, lgd, economy);
                    },
                    30);
                INFO("PD " << pd << ", LGD " << lgd << ", sd " << sd);
                CHECK_THAT(mean, WithinRel(pd * lgd, 1e-8));
                CHECK(conditional_lgd(prepared, lgd, {0.0, 1.0, 3.0}) == plain.conditional_lgd(lgd, {0.0, 1.0, 3.0}));
            }
        }
    }
}
