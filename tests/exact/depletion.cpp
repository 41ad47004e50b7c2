#include "exact/depletion.hpp"

#include "catch.hpp"
#include "exact/portfolio_loss.hpp"
#include "exact/seasoned_pd.hpp"
#include "reference.hpp"

#include <cmath>
#include <functional>

using namespace kdt::exact;
namespace reference = kdt::reference;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

/// by[i][t − 1]: cumulative claim probability of loan i. Walks every combination of claim months (or none) and plays
/// the pool month by month: money comes first, then claims; depleted when a claim finds less than it needs.
double every_history(const std::vector<std::int64_t>& claims, const std::vector<std::vector<double>>& by,
                     const std::vector<std::int64_t>& money) {
    const std::size_t months = money.size();
    std::vector<std::size_t> claim_month(claims.size(), 0);
    double depleted = 0.0;
    const std::function<void(std::size_t, double)> walk = [&](std::size_t i, double probability) {
        if (i < claims.size()) {
            for (std::size_t t = 1; t <= months; ++t) {
                claim_month[i] = t;
                walk(i + 1, probability * (by[i][t - 1] - (t == 1 ? 0.0 : by[i][t - 2])));
            }
            claim_month[i] = 0;
            walk(i + 1, probability * (1.0 - by[i][months - 1]));
            return;
        }
        std::int64_t balance = 0;
        for (std::size_t t = 1; t <= months; ++t) {
            balance += money[t - 1] - (t == 1 ? 0 : money[t - 2]);
            for (std::size_t k = 0; k < claims.size(); ++k) { balance -= claim_month[k] == t ? claims[k] : 0; }
            if (balance < 0) {
                depleted += probability;
                return;
            }
        }
    };
    walk(0, 1.0);
    return depleted;
}

/// 1 − (1 − H)^μ with Vasicek's conditional PD over the period.
std::vector<double> given_factor(const TimedClaim& claim, double z) {
    const double conditional = reference::conditional_pd(claim.risk.pd, claim.risk.correlation, z);
    const double multiplier = std::log(1.0 - conditional) / std::log(1.0 - claim.risk.pd);
    std::vector<double> by;
    for (const double h : claim.by_month) { by.push_back(1.0 - std::pow(1.0 - h, multiplier)); }
    return by;
}

/// Loans that differ in claim, PD and timing; correlations only if asked for.
std::vector<TimedClaim> unequal(std::size_t n, int months, bool correlated) {
    std::vector<TimedClaim> claims;
    for (std::size_t i = 0; i < n; ++i) {
        const double pd = 0.05 + 0.07 * static_cast<double>(i);
        const std::vector<double> seasoning{0.3 + 0.2 * static_cast<double>(i % 3), 1.0, 1.8};
        const double rho = correlated ? 0.05 + 0.05 * static_cast<double>(i) : 0.0;
        claims.push_back({static_cast<std::int64_t>(2 + i % 4) * 50,
                          {pd, rho},
                          cumulative_pd(std::min(0.99, 6 * pd), seasoning, static_cast<int>(i % 2), months)});
    }
    return claims;
}

std::vector<std::int64_t> claims_of(const std::vector<TimedClaim>& timed) {
    std::vector<std::int64_t> claims;
    for (const TimedClaim& each : timed) { claims.push_back(each.claim); }
    return claims;
}

std::vector<std::vector<double>> clocks_of(const std::vector<TimedClaim>& timed) {
    std::vector<std::vector<double>> by;
    for (const TimedClaim& each : timed) { by.push_back(each.by_month); }
    return by;
}

} // namespace

TEST_CASE("depletion: independent loans without top-ups agree with every history") {
    const std::vector<TimedClaim> claims = unequal(6, 4, false);
    for (const std::int64_t balance : {0, 99, 100, 149, 250, 430, 900}) {
        const std::vector<std::int64_t> money(4, balance);
        const auto exact = depletion_probability(claims, money);
        REQUIRE(exact);
        CHECK_THAT(*exact, WithinAbs(every_history(claims_of(claims), clocks_of(claims), money), 1e-14));
    }
}

TEST_CASE("depletion: independent loans with top-ups agree with every history") {
    const std::vector<TimedClaim> claims = unequal(6, 4, false);
    for (const auto& money : std::vector<std::vector<std::int64_t>>{
             {100, 100, 300, 300}, {0, 50, 150, 400}, {149, 250, 251, 10'000}, {300, 300, 300, 310}}) {
        const auto exact = depletion_probability(claims, money);
        REQUIRE(exact);
        CHECK_THAT(*exact, WithinAbs(every_history(claims_of(claims), clocks_of(claims), money), 1e-14));
    }
}

TEST_CASE("depletion: a top-up that comes too late does not undo a shortfall") {
    const std::vector<TimedClaim> one{{100, {0.5, 0.0}, {0.2, 0.5}}};
    CHECK_THAT(*depletion_probability(one, std::vector<std::int64_t>{50, 1000}), WithinAbs(0.2, 1e-15));
    CHECK_THAT(*depletion_probability(one, std::vector<std::int64_t>{50, 50}), WithinAbs(0.5, 1e-15));
    CHECK(*depletion_probability(one, std::vector<std::int64_t>{100, 100}) == 0.0);
}

TEST_CASE("depletion: a static factor is a mixture of every history") {
    const std::vector<TimedClaim> claims = unequal(4, 3, true);
    for (const auto& money : std::vector<std::vector<std::int64_t>>{{200, 200, 200}, {100, 200, 250}}) {
        const double mixed = reference::normal_mean([&](double z) {
            std::vector<std::vector<double>> by;
            for (const TimedClaim& each : claims) { by.push_back(given_factor(each, z)); }
            return every_history(claims_of(claims), by, money);
        });
        const auto exact = depletion_probability(claims, money);
        REQUIRE(exact);
        CHECK_THAT(*exact, WithinAbs(mixed, 1e-11));
    }
}

TEST_CASE("depletion: by the end of a whole period it is the tail of the one-period loss", "[long]") {
    std::vector<TimedClaim> claims;
    std::vector<Borrower> borrowers;
    for (int i = 0; i < 60; ++i) {
        const DefaultRisk risk{0.01 + 0.001 * i, 0.12};
        claims.push_back({100 + 10 * (i % 7), risk, cumulative_pd(risk.pd, {}, 0, 12)});
        borrowers.push_back({claims.back().claim, risk});
    }
    for (const std::optional<double> nu : {std::optional<double>(), std::optional<double>(5.0)}) {
        const auto loss = portfolio_loss(borrowers, nu);
        const auto exact = depletion_probability(claims, std::vector<std::int64_t>(12, 1015), nu);
        REQUIRE(loss);
        REQUIRE(exact);
        CHECK_THAT(*exact, WithinAbs(loss->probability_above(1015), 1e-11));
    }
}

TEST_CASE("depletion: equal loans as a Markov chain agree with every history, month by month") {
    const std::vector<double> by = cumulative_pd(0.6, std::vector<double>{0.5, 1.0, 2.0}, 0, 4);
    const TimedClaim each{30, {0.4, 0.0}, by};
    const std::vector<std::int64_t> money{40, 40, 75, 100};
    const std::vector<double> chain = depletion_of_equal_loans(6, each, money);
    for (std::size_t t = 1; t <= 4; ++t) {
        const std::vector<std::int64_t> until(money.begin(), money.begin() + static_cast<std::ptrdiff_t>(t));
        CHECK_THAT(chain[t - 1], WithinAbs(every_history(std::vector<std::int64_t>(6, 30),
                                                         std::vector<std::vector<double>>(6, by), until),
                                           1e-14));
    }
}

TEST_CASE("depletion: chain and recursion agree for 60 loans with yearly money, factor and Student t included",
          "[long]") {
    const std::vector<double> peak{0.2, 0.2, 0.2, 0.6, 0.6, 0.6, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.5};
    std::vector<std::int64_t> money(24, 8 * 200);
    for (std::size_t t = 12; t < 24; ++t) { money[t] += 3 * 200 + 30; }
    for (const double rho : {0.0, 0.12}) {
        for (const std::optional<double> nu : {std::optional<double>(), std::optional<double>(4.0)}) {
            const TimedClaim each{200, {0.08, rho}, cumulative_pd(0.06, peak, 0, 24)};
            const auto exact = depletion_probability(std::vector<TimedClaim>(60, each), money, nu);
            const std::vector<double> chain = depletion_of_equal_loans(60, each, money, nu);
            REQUIRE(exact);
            CHECK_THAT(*exact, WithinAbs(chain.back(), 1e-11));
            CHECK(chain[11] < chain.back());
        }
    }
}

TEST_CASE("depletion: the pool of the domain page, section 6, within the unevenness of its loans") {
    // 240 loans of 400 万, share 1/2, pool 4,800 万, one year: 24 claims of 200 are paid, the 25th is not.
    const auto by_year_end = [](double pd, double rho, std::int64_t claim) {
        const TimedClaim each{claim, {pd, rho}, cumulative_pd(pd, {}, 0, 12)};
        return depletion_of_equal_loans(240, each, std::vector<std::int64_t>(12, 4800)).back();
    };
    CHECK_THAT(by_year_end(0.02, 0.12, 200), WithinAbs(0.010, 0.003));
    CHECK_THAT(by_year_end(0.04, 0.12, 200), WithinAbs(0.067, 0.01));
    CHECK_THAT(by_year_end(0.04, 0.12, 320), WithinAbs(0.198, 0.025));
}

TEST_CASE("depletion: gives up when the table is too large, and needs none where nothing can run short") {
    std::vector<TimedClaim> claims = unequal(6, 4, false);
    DepletionLimits limits;
    limits.most_states = 10;
    CHECK_FALSE(depletion_probability(claims, std::vector<std::int64_t>{100, 200, 300, 400}, std::nullopt, limits));
    CHECK(*depletion_probability(claims, std::vector<std::int64_t>(4, 100'000), std::nullopt, limits) == 0.0);
    CHECK(*depletion_probability({}, std::vector<std::int64_t>(4, 0)) == 0.0);
}
