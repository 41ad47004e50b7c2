#include "catch.hpp"

#include "tally/batch_sums.hpp"
#include "tally/exact.hpp"
#include "tally/measure.hpp"
#include "tally/order_statistics.hpp"
#include "tally/weighted_histogram.hpp"
#include "tally/weighted_order.hpp"

#include <cmath>
#include <numeric>
#include <random>
#include <vector>

using namespace kdt::tally;

TEST_CASE("batches: a ratio and its error by hand") {
    BatchSum top;
    BatchSum bottom;
    const std::vector<std::int64_t> over = {2, 5, 5};
    for (std::size_t batch = 0; batch < 3; ++batch) {
        top[batch].add(over[batch]);
        bottom[batch].add(2);
    }
    // r = 12/6 = 2; residuals −2, 1, 1; 6·3/2 = 9; √9 ÷ 6.
    const Estimate found = ratio_of(top, bottom, bottom);
    CHECK(*found.value == 2.0);
    CHECK(*found.se == Approx(0.5));
    CHECK_FALSE(ratio_of(top, BatchSum{}, bottom).value.has_value());
    BatchSum single;
    single[4].add(1);
    CHECK_FALSE(ratio_of(single, single, single).se.has_value()); // one batch knows no spread
}

TEST_CASE("batches: the deviation is that of the scores, its error the jackknife's") {
    // Batches of one score each: 1, 2, 6.
    BatchSum first;
    BatchSum second;
    BatchSum ones;
    const std::vector<std::int64_t> scores = {1, 2, 6};
    for (std::size_t batch = 0; batch < 3; ++batch) {
        first[batch].add(scores[batch]);
        second[batch].add(scores[batch] * scores[batch]);
        ones[batch].add(1);
    }
    const Estimate sd = sd_of(first, second, ones);
    CHECK(*sd.value == Approx(std::sqrt(41.0 / 3.0 - 9.0)));
    // Without one: {2,6}, {1,6}, {1,2} have 2, 2.5, 0.5, of mean 5/3; (1/9 + 25/36 + 49/36)·2/3.
    CHECK(*sd.se == Approx(std::sqrt((4.0 + 25.0 + 49.0) / 36.0 * 2.0 / 3.0)));
}

TEST_CASE("batches: sums are exact up to the largest scores, and free of order and split") {
    std::mt19937_64 bits(3);
    std::vector<std::int64_t> paths(200);
    std::iota(paths.begin(), paths.end(), 0);
    std::vector<std::int64_t> weights(200);
    std::vector<std::int64_t> scores(200);
    Exact first = 0;
    Exact second = 0;
    for (std::size_t i = 0; i < 200; ++i) {
        weights[i] = static_cast<std::int64_t>(bits() % (2 * static_cast<std::uint64_t>(kUnitWeight) + 1));
        scores[i] = static_cast<std::int64_t>(bits() >> 6) - (std::int64_t{1} << 57);
        if (i % 50 == 7) { scores[i] = kNoScore; }
        if (scores[i] == kNoScore) { continue; }
        first += Exact(weights[i]) * scores[i];
        second += Exact(weights[i]) * scores[i] * scores[i];
    }
    const auto part = [&](const std::vector<std::int64_t>& all, std::size_t from, std::size_t to) {
        return std::span(all).subspan(from, to - from);
    };
    BatchSums split(2);
    BatchSums rest(2);
    for (const auto& [sums, from, to] :
         {std::tuple<BatchSums*, std::size_t, std::size_t>{&rest, 90, 200}, {&split, 0, 90}}) {
        sums->add_column(0, part(paths, from, to), part(weights, from, to), part(scores, from, to));
        sums->add_squares(1, part(paths, from, to), part(weights, from, to), part(scores, from, to));
    }
    split.merge(rest);
    const auto total = [](const BatchSum& sums) {
        Exact all = 0;
        for (const WideSum& sum : sums) { all += exact(sum); }
        return all;
    };
    CHECK(total(split.at(0)) == first);
    CHECK(total(split.at(1)) == second);
}

TEST_CASE("weighted histogram: quantiles of months are those of the column to 0.1 %, merged in any split") {
    std::mt19937_64 bits(11);
    std::vector<std::int64_t> scores;
    std::vector<std::int64_t> weights;
    Int128 whole = 0;
    for (int i = 0; i < 5000; ++i) {
        const auto size = static_cast<std::int64_t>(std::exp(static_cast<double>(bits() % 25'000) / 1000.0));
        scores.push_back(i % 4 == 0 ? 0 : (i % 3 == 0 ? -size : size));
        weights.push_back(static_cast<std::int64_t>(bits() % (2 * static_cast<std::uint64_t>(kUnitWeight))));
        whole += weights.back();
    }
    WeightedHistogram all;
    WeightedHistogram rest;
    rest.add(std::span(scores).subspan(1234), std::span(weights).subspan(1234));
    all.add(std::span(scores).first(1234), std::span(weights).first(1234));
    all.merge(rest);
    const WeightedOrder column(scores, weights);
    for (const double level : {0.05, 0.25, 0.4, 0.5, 0.75, 0.95}) {
        INFO(level);
        const double exact = *column.at(Level::of(level));
        CHECK(static_cast<double>(*all.quantile(Level::of(level), whole)) == Approx(exact).epsilon(1.1e-3));
    }
    scores.assign(10, 3);
    scores[9] = kNoScore;
    WeightedHistogram few;
    few.add(scores, std::vector<std::int64_t>(10, kUnitWeight));
    CHECK(few.quantile(Level::of(0.9), Int128{10} * kUnitWeight) == 3);
    CHECK_FALSE(few.quantile(Level::of(0.95), Int128{10} * kUnitWeight).has_value());
    CHECK(WeightedHistogram().quantile(Level::of(0.5), Int128{10} * kUnitWeight) == 0);
}
