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

TEST_CASE("stop probability: any of two banks, independent and with one factor, agree with every outcome") {
    const auto half_of = [](double correlation, std::size_t first) {
        const std::vector<Borrower> all = six(correlation);
        const auto from = all.begin() + static_cast<std::ptrdiff_t>(first);
        return std::vector<Borrower>(from, from + 3);
    };
    const auto any_of = [&](double correlation, double z) {
        double none = 1.0;
        for (const std::size_t first : {0U, 3U}) {
            const std::vector<Borrower> borrowers = half_of(correlation, first);
            std::vector<double> pds;
            for (const Borrower& borrower : borrowers) {
                pds.push_back(correlation == 0.0 ? borrower.risk.pd
                                                 : reference::conditional_pd(borrower.risk.pd, correlation, z));
            }
            none *= 1.0 - every_outcome(borrowers, pds, 150);
        }
        return 1.0 - none;
    };
    const auto banks = [&](double correlation) {
        return std::vector<Watched>{{half_of(correlation, 0), 150}, {half_of(correlation, 3), 150}};
    };
    const auto independent = any_stop_probability(banks(0.0));
    REQUIRE(independent);
    CHECK_THAT(independent->at_all, WithinAbs(any_of(0.0, 0.0), 1e-14));
    CHECK(independent->false_alarm == independent->at_all);

    const auto together = any_stop_probability(banks(0.2));
    REQUIRE(together);
    const double at_all = reference::normal_mean([&](double z) { return any_of(0.2, z); });
    CHECK_THAT(together->at_all, WithinAbs(at_all, 1e-10));
    // Over the upper half: the mean of f(|z|), by symmetry of the normal law.
    const double upper = reference::normal_mean([&](double z) { return any_of(0.2, std::abs(z)); });
    CHECK_THAT(together->false_alarm, WithinAbs(upper, 1e-6)); // the kink at 0 limits the reference's rule
    CHECK(together->false_alarm < together->at_all);
}

TEST_CASE("stop probability: one member of a scope is the scheme itself") {
    for (const double correlation : {0.0, 0.15}) {
        const std::vector<Watched> one{{six(correlation), 250}};
        const auto any = any_stop_probability(one);
        const auto own = stop_probability(one.front().borrowers, 250);
        REQUIRE(any);
        REQUIRE(own);
        CHECK_THAT(any->at_all, WithinAbs(own->at_all, 1e-9));
        CHECK_THAT(any->false_alarm, WithinAbs(own->false_alarm, 1e-12));
    }
}
