#include "exact/credit_risk_plus.hpp"

#include "catch.hpp"
#include "reference.hpp"

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>

#include <cmath>

using namespace kdt::exact;
namespace reference = kdt::reference;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("CreditRisk+: without a sector the count of equal loans is Poisson") {
    const std::vector<PoissonBorrower> borrowers(125, PoissonBorrower{1, 0.02, 0.4});
    const LossDistribution law = credit_risk_plus(borrowers, 0.0, 40);
    for (unsigned k = 0; k <= 40; ++k) {
        CHECK_THAT(law.pmf()[k], WithinAbs(boost::math::pdf(boost::math::poisson(2.5), k), 1e-15));
    }
}

TEST_CASE("CreditRisk+: wholly in the sector the count of equal loans is negative binomial") {
    const double sd = 0.8;
    const double expected = 125 * 0.02;
    const std::vector<PoissonBorrower> borrowers(125, PoissonBorrower{3, 0.02, 1.0});
    const LossDistribution law = credit_risk_plus(borrowers, sd, 3 * 200);
    const boost::math::negative_binomial counts(1.0 / (sd * sd), 1.0 / (1.0 + sd * sd * expected));
    for (unsigned k = 0; k <= 200; ++k) {
        CHECK_THAT(law.pmf()[3 * k], WithinAbs(boost::math::pdf(counts, k), 1e-14));
        if (k < 200) { CHECK(law.pmf()[3 * k + 1] == 0.0); }
    }
    CHECK_THAT(law.mean(), WithinRel(3 * expected, 1e-12));
}

TEST_CASE("CreditRisk+: agrees with mixing compound Poisson laws over the gamma factor") {
    // Three bands, enumerated as independent Poisson counts given the factor.
    const std::vector<PoissonBorrower> borrowers{{1, 0.3, 0.5}, {2, 0.2, 1.0}, {5, 0.4, 0.0}, {5, 0.1, 0.25}};
    const double sd = 1.3;
    const boost::math::gamma_distribution<> gamma(1.0 / (sd * sd), sd * sd);
    const LossDistribution law = credit_risk_plus(borrowers, sd, 200);
    for (const unsigned loss : {0U, 1U, 4U, 7U, 12U}) {
        const auto given = [&](double g) {
            const double one = 0.3 * (0.5 + 0.5 * g);
            const double two = 0.2 * g;
            const double five = 0.4 + 0.1 * (0.75 + 0.25 * g);
            double sum = 0.0;
            for (unsigned fives = 0; 5 * fives <= loss; ++fives) {
                for (unsigned twos = 0; 5 * fives + 2 * twos <= loss; ++twos) {
                    const unsigned ones = loss - 5 * fives - 2 * twos;
                    sum += boost::math::pdf(boost::math::poisson(five), fives) *
                           boost::math::pdf(boost::math::poisson(two), twos) *
                           boost::math::pdf(boost::math::poisson(one), ones);
                }
            }
            return sum;
        };
        // The gamma density is singular at 0 (shape 0.59): integrate over log g.
        const double mixed = reference::integral(
            [&](double s) {
                const double g = std::exp(s);
                return given(g) * boost::math::pdf(gamma, g) * g;
            },
            -70.0, 5.0, 200);
        CHECK_THAT(law.pmf()[loss], WithinAbs(mixed, 1e-12));
    }
}

TEST_CASE("CreditRisk+: mean and variance are those of the technical document") {
    std::vector<PoissonBorrower> borrowers;
    double mean = 0.0;
    double own = 0.0;
    double sector = 0.0;
    for (std::size_t i = 0; i < 200; ++i) {
        const PoissonBorrower borrower{5 + (7 * i) % 23, 0.005 + 0.0001 * static_cast<double>(i),
                                       0.25 * static_cast<double>(i % 5)};
        borrowers.push_back(borrower);
        const auto units = static_cast<double>(borrower.units);
        mean += borrower.intensity * units;
        own += borrower.intensity * units * units;
        sector += borrower.intensity * borrower.sector_weight * units;
    }
    const double sd = 0.7;
    const LossDistribution law = credit_risk_plus(borrowers, sd, 3000);
    CHECK_THAT(law.probability_up_to(3000), WithinAbs(1.0, 1e-13));
    CHECK_THAT(law.mean(), WithinRel(mean, 1e-12));
    CHECK_THAT(law.sd(), WithinRel(std::sqrt(own + sd * sd * sector * sector), 1e-12));
}

TEST_CASE("CreditRisk+: a single name may default twice") {
    const LossDistribution law = credit_risk_plus(std::vector<PoissonBorrower>{{1, 0.3, 0.0}}, 0.5, 20);
    CHECK_THAT(law.pmf()[2], WithinAbs(std::exp(-0.3) * 0.045, 1e-16));
}
