#include "exact/stop_probability.hpp"

#include "catch.hpp"
#include "reference.hpp"

#include <bit>
#include <cmath>

using namespace kdt::exact;
namespace reference = kdt::reference;
using Catch::Matchers::WithinAbs;

namespace {

/// P(Σ > most) over every set of defaults.
double every_outcome(const std::vector<Borrower>& borrowers, const std::vector<double>& pds, std::int64_t most) {
    double sum = 0.0;
    for (unsigned set = 0; set < 1U << borrowers.size(); ++set) {
        double probability = 1.0;
        std::int64_t lost = 0;
        for (std::size_t i = 0; i < borrowers.size(); ++i) {
            const bool defaults = (set >> i & 1U) != 0;
            probability *= defaults ? pds[i] : 1.0 - pds[i];
            lost += defaults ? borrowers[i].loss : 0;
        }
        sum += lost > most ? probability : 0.0;
    }
    return sum;
}

std::vector<Borrower> six(double correlation) {
    std::vector<Borrower> out;
    for (int i = 0; i < 6; ++i) { out.push_back({100 + 50 * (i % 3), {0.03 + 0.05 * i, correlation}}); }
    return out;
}

} // namespace

TEST_CASE("stop probability: independent borrowers agree with every outcome, and each stop is a false alarm") {
    const std::vector<Borrower> borrowers = six(0.0);
    std::vector<double> pds;
    for (const Borrower& borrower : borrowers) { pds.push_back(borrower.risk.pd); }
    for (const std::int64_t most : {0, 99, 100, 250, 450, 900}) {
        const auto stop = stop_probability(borrowers, most);
        REQUIRE(stop);
        CHECK_THAT(stop->at_all, WithinAbs(every_outcome(borrowers, pds, most), 1e-14));
        CHECK(stop->false_alarm == stop->at_all);
    }
}

TEST_CASE("stop probability: with one factor the false alarm is the mean over a factor not below 0") {
    const std::vector<Borrower> borrowers = six(0.2);
    const auto given = [&](double z, std::int64_t most) {
        std::vector<double> pds;
        for (const Borrower& borrower : borrowers) {
            pds.push_back(reference::conditional_pd(borrower.risk.pd, borrower.risk.correlation, z));
        }
        return every_outcome(borrowers, pds, most);
    };
    for (const std::int64_t most : {0, 100, 250}) {
        const auto stop = stop_probability(borrowers, most);
        REQUIRE(stop);
        CHECK_THAT(stop->at_all, WithinAbs(reference::normal_mean([&](double z) { return given(z, most); }), 1e-10));
        // Simpson's rule on [0, 8].
        constexpr int kSteps = 4000;
        double sum = 0.0;
        for (int i = 0; i <= kSteps; ++i) {
            const double z = 8.0 * i / kSteps;
            const double weight = i == 0 || i == kSteps ? 1.0 : (i % 2 == 1 ? 4.0 : 2.0);
            sum += weight * std::sqrt(2.0 / M_PI) * std::exp(-0.5 * z * z) * given(z, most);
        }
        CHECK_THAT(stop->false_alarm, WithinAbs(sum * 8.0 / kSteps / 3.0, 1e-10));
        CHECK(stop->false_alarm < stop->at_all);
    }
}
