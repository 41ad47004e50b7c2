#include "exact/depletion.hpp"

#include "catch.hpp"
#include "exact/seasoned_pd.hpp"
#include "reference.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

using namespace kdt::exact;
namespace reference = kdt::reference;
using Catch::Matchers::WithinAbs;

namespace {

/// Walks every combination of claim months of `loans` equal loans and plays the commitment month by month: a new limit
/// at each start, what is left of the old one lapses.
double every_year(std::size_t loans, std::int64_t claim, const std::vector<double>& by, std::int64_t limit,
                  const std::vector<std::size_t>& starts, std::size_t months) {
    std::vector<std::size_t> claim_month(loans, 0);
    double depleted = 0.0;
    const std::function<void(std::size_t, double)> walk = [&](std::size_t i, double probability) {
        if (i < loans) {
            for (std::size_t t = 1; t <= months; ++t) {
                claim_month[i] = t;
                walk(i + 1, probability * (by[t - 1] - (t == 1 ? 0.0 : by[t - 2])));
            }
            claim_month[i] = 0;
            walk(i + 1, probability * (1.0 - by[months - 1]));
            return;
        }
        std::int64_t left = limit;
        for (std::size_t t = 1; t <= months; ++t) {
            if (std::find(starts.begin(), starts.end(), t) != starts.end()) { left = limit; }
            for (std::size_t k = 0; k < loans; ++k) { left -= claim_month[k] == t ? claim : 0; }
            if (left < 0) {
                depleted += probability;
                return;
            }
        }
    };
    walk(0, 1.0);
    return depleted;
}

const std::vector<double> kCurve{0.5, 1.0, 2.0};

} // namespace

TEST_CASE("depletion within limits: independent loans agree with every history, month by month") {
    const std::vector<double> by = cumulative_pd(0.7, kCurve, 0, 5);
    const std::vector<std::size_t> starts{1, 3, 4};
    for (const std::int64_t limit : {0, 29, 30, 59, 60, 200}) {
        const auto exact = depletion_within_limits(5, {30, {0.4, 0.0}, by}, limit, starts, 5);
        for (std::size_t months = 1; months <= 5; ++months) {
            CHECK_THAT(exact[months - 1], WithinAbs(every_year(5, 30, by, limit, starts, months), 1e-13));
        }
    }
}

TEST_CASE("depletion within limits: a static factor is a mixture of every history") {
    const TimedClaim each{30, {0.3, 0.2}, cumulative_pd(0.3, {}, 0, 3)};
    const std::vector<std::size_t> starts{1, 2};
    const double mixed = reference::normal_mean([&](double z) {
        const double conditional = reference::conditional_pd(each.risk.pd, each.risk.correlation, z);
        const double multiplier = std::log(1.0 - conditional) / std::log(1.0 - each.risk.pd);
        std::vector<double> by;
        for (const double h : each.by_month) { by.push_back(1.0 - std::pow(1.0 - h, multiplier)); }
        return every_year(4, 30, by, 30, starts, 3);
    });
    CHECK_THAT(depletion_within_limits(4, each, 30, starts, 3).back(), WithinAbs(mixed, 1e-11));
}

TEST_CASE("depletion within limits: one stretch is a pool without other money, and money that lapses is worth less") {
    const TimedClaim each{200, {0.08, 0.12}, cumulative_pd(0.06, kCurve, 0, 24)};
    const std::vector<std::size_t> one{1}, years{1, 13};
    const auto pool = depletion_of_equal_loans(60, each, std::vector<std::int64_t>(24, 900));
    const auto alone = depletion_within_limits(60, each, 900, one, 24);
    std::vector<std::int64_t> kept(24, 900);
    for (std::size_t t = 12; t < 24; ++t) { kept[t] = 1800; }
    const auto lapses = depletion_within_limits(60, each, 900, years, 24);
    const auto carried = depletion_of_equal_loans(60, each, kept);
    for (std::size_t t = 0; t < 24; ++t) { CHECK_THAT(alone[t], WithinAbs(pool[t], 1e-12)); }
    CHECK_THAT(lapses[11], WithinAbs(carried[11], 1e-12));
    CHECK(lapses[23] > carried[23] + 0.01);
    CHECK(lapses[23] < pool[23]);
}
