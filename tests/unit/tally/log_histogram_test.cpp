#include "catch.hpp"

#include "tally/log_histogram.hpp"
#include "tally/measure.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using kdt::tally::kNoScore;
using kdt::tally::LogHistogram;

namespace {

std::vector<std::int64_t> spread_scores(std::size_t count) {
    std::mt19937_64 bits(7);
    std::vector<std::int64_t> scores(count);
    for (std::int64_t& score : scores) {
        score = static_cast<std::int64_t>(bits() >> (3 + bits() % 58));
        if (bits() % 4 == 0) { score = -score; }
        if (bits() % 5 == 0) { score = 0; }
    }
    return scores;
}

} // namespace

TEST_CASE("histogram: a quantile is within 0.1 % of the exact order statistic, exact below 1,024") {
    std::vector<std::int64_t> scores = spread_scores(20'000);
    LogHistogram histogram;
    histogram.add(scores);
    std::sort(scores.begin(), scores.end());
    CHECK(histogram.count() == 20'000);
    for (std::int64_t rank = 1; rank <= 20'000; rank += 37) {
        const std::int64_t exact = scores[static_cast<std::size_t>(rank - 1)];
        const std::int64_t read = *histogram.at_rank(rank);
        CAPTURE(rank, exact, read);
        const double error = std::abs(static_cast<double>(read) - static_cast<double>(exact));
        CHECK(error <= 0.001 * std::abs(static_cast<double>(exact)));
        if (std::abs(exact) < 1024) { CHECK(read == exact); }
    }
    CHECK_FALSE(histogram.at_rank(20'001).has_value());
}

TEST_CASE("histogram: one score is read back within its bin, whatever its size") {
    for (std::int64_t score = 1; score < kNoScore / 3; score = score * 3 + 1) {
        for (const std::int64_t signed_score : {score, -score}) {
            LogHistogram histogram;
            histogram.add(signed_score);
            const double read = static_cast<double>(*histogram.at_rank(1));
            CHECK(std::abs(read - static_cast<double>(signed_score)) <= 0.001 * static_cast<double>(score));
        }
    }
}

TEST_CASE("histogram: merging in any split gives the same counts; missing scores aren't counted") {
    const std::vector<std::int64_t> scores = spread_scores(3'000);
    LogHistogram whole;
    whole.add(scores);
    LogHistogram first;
    LogHistogram second;
    for (std::size_t i = 0; i < scores.size(); ++i) { (i % 3 == 0 ? first : second).add(scores[i]); }
    second.merge(first);
    for (std::int64_t rank = 1; rank <= 3'000; ++rank) { REQUIRE(whole.at_rank(rank) == second.at_rank(rank)); }
    LogHistogram missing;
    missing.add(std::vector<std::int64_t>{1, kNoScore, 2});
    CHECK(missing.count() == 2);
    CHECK_FALSE(missing.at_rank(3).has_value());
}
