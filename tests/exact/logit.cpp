#include "exact/logit.hpp"

#include "catch.hpp"
#include "reference.hpp"

#include <cmath>

using namespace kdt::exact;
namespace reference = kdt::reference;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

double logistic(double x) { return 1.0 / (1.0 + std::exp(-x)); }

/// c with E[logistic(c − βY)] = P, by bisection over another rule than the room's.
double centre(double pd, double slope) {
    double low = -60.0;
    double high = 60.0;
    for (int i = 0; i < 90; ++i) {
        const double c = 0.5 * (low + high);
        (reference::normal_mean([&](double y) { return logistic(c - slope * y); }) < pd ? low : high) = c;
    }
    return 0.5 * (low + high);
}

} // namespace

TEST_CASE("logit loss: one factor agrees with all outcomes under another quadrature", "[long]") {
    std::vector<LogitBorrower> borrowers;
    std::vector<std::int64_t> losses;
    for (int i = 0; i < 8; ++i) {
        borrowers.push_back({3 + (7 * i) % 11, 0.01 + 0.05 * i, {i % 3 == 0 ? 0.0 : 1.0, 0.0}});
        losses.push_back(borrowers.back().loss);
    }
    const double slope = 0.9;
    std::vector<double> centres;
    for (const auto& borrower : borrowers) { centres.push_back(centre(borrower.pd, slope)); }
    const auto exact = logit_loss(borrowers, slope);
    REQUIRE(exact);
    for (const std::int64_t loss : {0, 7, 10, 21}) {
        const double expected = reference::normal_mean(
            [&](double y) {
                std::vector<double> pds;
                for (std::size_t i = 0; i < borrowers.size(); ++i) {
                    pds.push_back(borrowers[i].direction[0] == 0.0 ? borrowers[i].pd
                                                                   : logistic(centres[i] - slope * y));
                }
                const auto law = reference::every_outcome(losses, pds);
                const auto found = law.find(loss);
                return found == law.end() ? 0.0 : found->second;
            },
            10);
        CHECK_THAT(exact->pmf()[static_cast<std::size_t>(loss / exact->unit())], WithinAbs(expected, 1e-10));
    }
    double mean = 0.0;
    for (const auto& borrower : borrowers) { mean += static_cast<double>(borrower.loss) * borrower.pd; }
    CHECK_THAT(exact->mean(), WithinRel(mean, 1e-10));
}

TEST_CASE("logit loss: two borrowers on two factors default together by the double integral") {
    const double slope = 1.4;
    const std::vector<LogitBorrower> two{{1, 0.05, {1.0, 0.0}}, {2, 0.2, {0.6, 0.8}}};
    const double first = centre(0.05, slope);
    const double second = centre(0.2, slope);
    const double both = reference::normal_mean(
        [&](double x) {
            return logistic(first - slope * x) *
                   reference::normal_mean([&](double y) { return logistic(second - slope * (0.6 * x + 0.8 * y)); }, 20);
        },
        20);
    const auto exact = logit_loss(two, slope);
    REQUIRE(exact);
    CHECK_THAT(exact->pmf()[3], WithinAbs(both, 1e-9));
    CHECK(both > 0.05 * 0.2);
}

TEST_CASE("logit loss: cancellation is asked for while the centres are solved") {
    int asked = 0;
    PortfolioLimits limits;
    limits.most_operations = -1.0; // the recursion gives up before it asks
    limits.cancelled = [&] {
        ++asked;
        return false;
    };
    CHECK_FALSE(logit_loss(std::vector<LogitBorrower>{{1, 0.05, {1.0, 0.0}}}, 0.9, limits));
    CHECK(asked > 1);
    limits.cancelled = [&] { return ++asked > 0; };
    asked = 0;
    CHECK_FALSE(logit_loss(std::vector<LogitBorrower>{{1, 0.05, {1.0, 0.0}}}, 0.9, limits));
    CHECK(asked == 1);
}
