#include "book/annuity.hpp"

#include "catch.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <cmath>
#include <vector>

using namespace kdt;
using namespace kdt::book;

namespace {

using Exact = boost::multiprecision::cpp_rational;

/// (1+r)⁰ … (1+r)ⁿ, the yearly rate r given in 1e-12.
std::vector<Exact> powers(std::int64_t yearly_trillionths, int months) {
    const Exact growth = 1 + Exact(yearly_trillionths) / Exact(12'000'000'000'000);
    std::vector<Exact> out{1};
    for (int i = 0; i < months; ++i) { out.push_back(out.back() * growth); }
    return out;
}

/// P((1+r)ⁿ − (1+r)ᵏ)/((1+r)ⁿ − 1) by fractions, then rounded half up; P(n − k)/n at a rate of 0.
std::int64_t by_fractions(std::int64_t principal, const std::vector<Exact>& grown, int k) {
    const auto months = static_cast<int>(grown.size()) - 1;
    Exact left = Exact(principal) * (months - k) / months;
    if (grown[1] != 1) {
        left = Exact(principal) * (grown.back() - grown[static_cast<std::size_t>(k)]) / (grown.back() - 1);
    }
    const Exact doubled = 2 * left + 1;
    return static_cast<std::int64_t>(boost::multiprecision::cpp_int(boost::multiprecision::numerator(doubled) /
                                                                    (2 * boost::multiprecision::denominator(doubled))));
}

} // namespace

TEST_CASE("annuity: a loan of 1,000,000 元 at 12 % over 3 months, by hand") {
    // 1.01³ = 1.030301: 100,000,000 · (1.030301 − 1.01)/0.030301 = 66,997,788.8…, then 33,665,555.6 with 1.0201
    const Annuity annuity(Rate{0.12}, 3);
    CHECK(annuity.balance_after(Fen{100'000'000}, 0) == Fen{100'000'000});
    CHECK(annuity.balance_after(Fen{100'000'000}, 1) == Fen{66'997'789});
    CHECK(annuity.balance_after(Fen{100'000'000}, 2) == Fen{33'665'556});
    CHECK(annuity.balance_after(Fen{100'000'000}, 3) == Fen{0});
}

TEST_CASE("annuity: at a rate of 0 what is owed falls evenly, half a 分 up") {
    const Annuity annuity(Rate{0.0}, 4);
    CHECK(annuity.balance_after(Fen{1001}, 1) == Fen{751}); // 750.75
    CHECK(annuity.balance_after(Fen{1002}, 1) == Fen{752}); // 751.5
    CHECK(annuity.balance_after(Fen{1002}, 2) == Fen{501});
    CHECK(annuity.balance_after(Fen{1002}, 3) == Fen{251}); // 250.5
}

TEST_CASE("annuity: exactly half a 分 is rounded up at a rate above 0 too") {
    // r = 0.032768/12: f(1) = (1+r)/(2+r) = 47,003/93,878, and 46,939 · 47,003/93,878 = 23,501.5
    const Annuity annuity(Rate{0.032768}, 2);
    CHECK(annuity.balance_after(Fen{46'939}, 1) == Fen{23'502});
    CHECK(annuity.balance_after(Fen{3 * 46'939}, 1) == Fen{70'505}); // 70,504.5
    CHECK(annuity.balance_after(Fen{46'938}, 1) == Fen{23'501});
}

TEST_CASE("annuity: every balance is the formula's by fractions, rounded") {
    for (const std::int64_t rate :
         {0LL, 1LL, 36'500'000'000LL, 43'512'345'678LL, 150'000'000'000LL, 999'999'999'999LL}) {
        for (const int months : {1, 2, 12, 37, 120}) {
            const Annuity annuity(Rate{static_cast<double>(rate) * 1e-12}, months);
            const std::vector<Exact> grown = powers(rate, months);
            for (const std::int64_t principal :
                 {std::int64_t{1}, std::int64_t{99}, std::int64_t{400'000'001}, kLargestAmount.count}) {
                for (int k = 0; k <= months; k += std::max(1, months / 7)) {
                    INFO(principal << " at " << rate << " over " << months << " after " << k);
                    CHECK(annuity.balance_after(Fen{principal}, k).count == by_fractions(principal, grown, k));
                }
            }
        }
    }
}

TEST_CASE("annuity: instalments of principal rise and sum to the principal; the fraction is the balance's") {
    const Annuity annuity(Rate{0.0435}, 36);
    const Fen principal{400'000'000};
    Fen before;
    Fen sum;
    for (int k = 1; k <= 36; ++k) {
        const Fen paid = annuity.balance_after(principal, k - 1) - annuity.balance_after(principal, k);
        CHECK(paid + Fen{1} >= before);
        CHECK(annuity.fraction_after(k) == Approx(static_cast<double>(annuity.balance_after(principal, k).count) /
                                                  static_cast<double>(principal.count))
                                               .margin(2e-9));
        before = paid;
        sum += paid;
    }
    CHECK(sum == principal);
}
