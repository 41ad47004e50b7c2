#include "base/money.hpp"

#include "catch.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

using namespace kdt;

namespace {

std::vector<std::int64_t> split_over(std::int64_t total, const std::vector<double>& weights) {
    std::vector<Fen> parts(weights.size());
    split(Fen{total}, std::span<const double>(weights), std::span<Fen>(parts));
    std::vector<std::int64_t> out;
    for (Fen part : parts) { out.push_back(part.count); }
    return out;
}

std::vector<std::int64_t> split_exactly(std::int64_t total, const std::vector<std::int64_t>& weights) {
    std::vector<Fen> whole;
    for (std::int64_t weight : weights) { whole.push_back(Fen{weight}); }
    std::vector<Fen> parts(weights.size());
    split(Fen{total}, std::span<const Fen>(whole), std::span<Fen>(parts));
    std::vector<std::int64_t> out;
    for (Fen part : parts) { out.push_back(part.count); }
    return out;
}

using Parts = std::vector<std::int64_t>;

std::int64_t sum(const Parts& parts) { return std::accumulate(parts.begin(), parts.end(), std::int64_t{0}); }

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

} // namespace

TEST_CASE("money: half a 分 rounds away from zero, on both sides of it") {
    CHECK(to_fen(0.5) == Fen{1});
    CHECK(to_fen(-0.5) == Fen{-1});
    CHECK(to_fen(2.5) == Fen{3});
    CHECK(to_fen(-2.5) == Fen{-3});
    CHECK(to_fen(0.49999999999999994) == Fen{0});
    CHECK(to_fen(-2.4999999999999996) == Fen{-2});
    CHECK(round_part(Fen{5}, Rate{0.5}) == Fen{3});
    CHECK(round_part(Fen{-5}, Rate{0.5}) == Fen{-3});
    CHECK(round_part(Fen{1'000'000}, Rate{0.0435}, 12) == Fen{3625});
    CHECK(round_part(Fen{375}, Rate{0.58}) == Fen{218});    // 217.5, which 375 · 0.58 in doubles misses
    CHECK(round_part(Fen{200}, Rate{0.0225}, 3) == Fen{2}); // 4.5 / 3
}

TEST_CASE("money: scaling by a fraction is exact, half away from zero") {
    CHECK(scale(Fen{7}, Fen{1}, Fen{2}) == Fen{4});
    CHECK(scale(Fen{-7}, Fen{1}, Fen{2}) == Fen{-4});
    CHECK(scale(Fen{7}, Fen{-1}, Fen{2}) == Fen{-4});
    CHECK(scale(Fen{4}, Fen{1}, Fen{3}) == Fen{1});
    CHECK(scale(Fen{5}, Fen{1}, Fen{3}) == Fen{2});
    CHECK(scale(Fen{1}, Fen{1}, Fen{1}) == Fen{1});
    CHECK(scale(Fen{kMost}, Fen{kMost - 1}, Fen{kMost}) == Fen{kMost - 1});
    CHECK(scale(Fen{1'000'000'000'000'001}, Fen{3}, Fen{6}) == Fen{500'000'000'000'001});
    CHECK(scale(Fen{0}, Fen{5}, Fen{7}) == Fen{0});
}

TEST_CASE("money: products over denominators of every size are rounded as exact division has them") {
    std::mt19937_64 bits(7);
    const auto any = [&] { return static_cast<std::int64_t>(bits() >> (1 + bits() % 62)); };
    int wrong = 0;
    for (int i = 0; i < 200'000; ++i) {
        const std::int64_t amount = any() * (bits() % 2 == 0 ? 1 : -1);
        const std::int64_t denominator = std::max<std::int64_t>(1, any());
        const std::int64_t numerator = any() % denominator; // so that what comes out fits
        const __int128 product = static_cast<__int128>(amount) * numerator;
        const __int128 size = product < 0 ? -product : product;
        const auto whole = static_cast<std::int64_t>(size / denominator);
        const std::int64_t exact = whole + (2 * (size % denominator) >= denominator ? 1 : 0);
        wrong += scale(Fen{amount}, Fen{numerator}, Fen{denominator}).count != (product < 0 ? -exact : exact) ? 1 : 0;
    }
    CHECK(wrong == 0);
}

TEST_CASE("money: what leaves 64 bits throws instead of wrapping") {
    CHECK_THROWS_AS(Fen{kMost} + Fen{1}, MoneyOverflow);
    CHECK_THROWS_AS(Fen{-kMost} - Fen{2}, MoneyOverflow);
    CHECK_THROWS_AS(-Fen{std::numeric_limits<std::int64_t>::min()}, MoneyOverflow);
    CHECK_THROWS_AS(to_fen(9.3e18), MoneyOverflow);
    CHECK_THROWS_AS(to_fen(-std::numeric_limits<double>::infinity()), MoneyOverflow);
    CHECK_THROWS_AS(to_fen(std::numeric_limits<double>::quiet_NaN()), MoneyOverflow);
    CHECK_THROWS_AS(round_part(Fen{kMost}, Rate{1.01}), MoneyOverflow);
    CHECK_THROWS_AS(scale(Fen{kMost}, Fen{2}, Fen{1}), MoneyOverflow);
    Fen amount{kMost};
    CHECK_THROWS_AS(amount += Fen{1}, MoneyOverflow);
}

TEST_CASE("money: differences are floored at zero where asked") {
    CHECK(not_below_zero(Fen{-3}) == Fen{0});
    CHECK(not_below_zero(Fen{3}) == Fen{3});
    CHECK(smaller(Fen{-3}, Fen{2}) == Fen{-3});
    CHECK(larger(Fen{-3}, Fen{2}) == Fen{2});
}

TEST_CASE("split: the largest remainders get the units that rounding down leaves") {
    CHECK(split_over(10, {0.55, 0.26, 0.19}) == Parts{5, 3, 2});
    CHECK(split_over(101, {0.4, 0.4, 0.2}) == Parts{41, 40, 20}); // 40.4, 40.4, 20.2
    CHECK(split_over(7, {2.0, 1.0, 1.0}) == Parts{3, 2, 2});      // weights need not sum to 1
    CHECK(split_exactly(7, {200, 100, 100}) == Parts{3, 2, 2});
}

TEST_CASE("split: ties go to the earlier place") {
    CHECK(split_over(1, {0.5, 0.5}) == Parts{1, 0});
    CHECK(split_over(2, {1.0, 1.0, 1.0}) == Parts{1, 1, 0});
    CHECK(split_exactly(5, {1, 1}) == Parts{3, 2});
    CHECK(split_over(15, {0.3, 0.7}) == Parts{5, 10});
}

TEST_CASE("split: shares in hundredths split as the exact fractions do") {
    std::mt19937_64 bits(7);
    int wrong = 0;
    std::string first;
    for (std::int64_t a = 0; a <= 100; ++a) {
        for (int trial = 0; trial < 400; ++trial) {
            const std::int64_t b = static_cast<std::int64_t>(bits() % static_cast<std::uint64_t>(101 - a));
            // Claims of real size, to 50 分, where ties are common, and some of 100 亿元.
            const std::int64_t total =
                static_cast<std::int64_t>(bits() % 20'000) * 25 + (trial % 10 == 0 ? 1'000'000'000'000 : 0);
            const auto decimal = [](std::int64_t hundredths) { return static_cast<double>(hundredths) / 100.0; };
            if (split_over(total, {decimal(a), decimal(b), decimal(100 - a - b)}) ==
                split_exactly(total, {a, b, 100 - a - b})) {
                continue;
            }
            if (wrong++ == 0) { first = std::to_string(total) + " at " + std::to_string(a) + "/" + std::to_string(b); }
        }
    }
    INFO("first: " << first);
    CHECK(wrong == 0);
}

TEST_CASE("split: parts over decimal weights sum to the whole and lie within one unit of their share") {
    std::mt19937_64 bits(11);
    int wrong = 0;
    for (int trial = 0; trial < 20'000; ++trial) {
        std::vector<double> weights(1 + bits() % 6);
        for (double& weight : weights) {
            weight = bits() % 4 == 0 ? 0.0 : static_cast<double>(bits() % 1'000'000) / 1e6;
        }
        weights.back() += 0.001;
        const long double all = std::accumulate(weights.begin(), weights.end(), 0.0L);
        const auto total = static_cast<std::int64_t>(bits() >> (14 + bits() % 40)); // up to 10 万亿元
        const Parts parts = split_over(total, weights);
        wrong += sum(parts) != total ? 1 : 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const long double exact = static_cast<long double>(total) * (weights[i] / all);
            // The doubles that stand for the decimals are themselves off by 1e-16 of their share.
            wrong += std::abs(static_cast<long double>(parts[i]) - exact) > 1.0L + 2e-16L * exact ? 1 : 0;
            wrong += parts[i] < 0 || (weights[i] == 0.0 && parts[i] != 0) ? 1 : 0;
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("split: parts over any weights sum to the whole, none negative, none where there is no weight") {
    std::mt19937_64 bits(13);
    int wrong = 0;
    for (int trial = 0; trial < 20'000; ++trial) {
        std::vector<double> weights(1 + bits() % 40);
        for (double& weight : weights) {
            weight = bits() % 4 == 0
                         ? 0.0
                         : std::ldexp(static_cast<double>(bits() >> 11), -60 + static_cast<int>(bits() % 30));
        }
        weights.front() += 1e-3;
        const auto total = static_cast<std::int64_t>(bits() >> (14 + bits() % 40));
        const Parts parts = split_over(total, weights);
        wrong += sum(parts) != total ? 1 : 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            wrong += parts[i] < 0 || (weights[i] == 0.0 && parts[i] != 0) ? 1 : 0;
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("split: a negative amount splits as its opposite") {
    CHECK(split_over(-10, {0.55, 0.26, 0.19}) == Parts{-5, -3, -2});
    CHECK(split_exactly(-5, {1, 1}) == Parts{-3, -2});
    CHECK(split_over(0, {0.5, 0.5}) == Parts{0, 0});
}

TEST_CASE("split: more places than a claim has parties") {
    const std::vector<double> weights(52, 1.0);
    const Parts parts = split_over(18'000'000'001, weights);
    CHECK(sum(parts) == 18'000'000'001);
    CHECK(parts.front() == 346'153'847);
    CHECK(parts.back() == 346'153'846);
}

TEST_CASE("split: integer weights are exact up to the ends of the range") {
    CHECK(split_exactly(kMost, {kMost / 2, kMost / 2 + 1}) == Parts{kMost / 2, kMost / 2 + 1});
    CHECK(split_exactly(1'000'000'000'000'000, {1, 999'999'999'999'999}) == Parts{1, 999'999'999'999'999});
}
