#include "catch.hpp"
#include "every_target.hpp"
#include "tally/column_lanes.hpp"
#include "tally/log_bins.hpp"
#include "tally/moments.hpp"
#include "tally/moved.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

using namespace kdt::tally;

namespace {

std::vector<std::size_t> lengths() {
    std::vector<std::size_t> out(71);
    std::iota(out.begin(), out.end(), std::size_t{0});
    out.push_back(kPieceRows);
    return out;
}

/// Of both signs and of so many bits at most, some of them 0.
std::vector<std::int64_t> random_scores(std::mt19937_64& random, std::size_t count, int bits) {
    std::vector<std::int64_t> scores(count);
    for (std::int64_t& score : scores) {
        score = static_cast<std::int64_t>(random() >> (64 - bits) >> random() % static_cast<unsigned>(bits));
        if (random() % 4 == 0) { score = -score; }
        if (random() % 5 == 0) { score = 0; }
    }
    return scores;
}

/// Columns of every length and size of scores, with some missing and at the edges of what registers take.
std::vector<std::vector<std::int64_t>> columns() {
    constexpr std::int64_t kEdge = std::int64_t{1} << 52;
    std::mt19937_64 random(11);
    std::vector<std::vector<std::int64_t>> out;
    for (const std::size_t length : lengths()) {
        for (const int bits : {8, 26, 40, 52, 63}) {
            std::vector<std::int64_t> scores = random_scores(random, length, bits);
            out.push_back(scores);
            if (length == 0) { continue; }
            scores[random() % length] = kNoScore;
            scores[random() % length] = kNoScore;
            out.push_back(scores);
            for (const std::int64_t edge : {kEdge, -kEdge, kEdge - 1, 1 - kEdge, kNoScore - 1, -kNoScore - 1}) {
                scores[random() % length] = edge;
                out.push_back(scores);
            }
        }
        out.emplace_back(length, kEdge - 1);
        out.emplace_back(length, 1 - kEdge);
        out.emplace_back(length, kNoScore);
        out.emplace_back(length, 0);
    }
    return out;
}

std::uint16_t plain_bin(std::int64_t score) {
    if (score == 0) { return kZeroBin; }
    if (score == kNoScore) { return kMissingBin; }
    const std::uint64_t bin = bin_of(std::abs(static_cast<double>(score)));
    return static_cast<std::uint16_t>(bin + (score < 0 ? kNegativeBins : 0));
}

} // namespace

TEST_CASE("column lanes: sums of a column are those of its scores one by one, in every register") {
    const auto all = columns();
    kdt::on_every_target([&](const std::string& target) {
        CAPTURE(target);
        for (const auto& scores : all) {
            Moments one_by_one;
            for (const std::int64_t score : scores) { one_by_one.add(score); }
            Moments at_once;
            at_once.add(scores);
            REQUIRE(at_once == one_by_one);
        }
    });
}

TEST_CASE("column lanes: powers of a column are those of its scores one by one, in every register") {
    const auto all = columns();
    kdt::on_every_target([&](const std::string& target) {
        for (const int shift : {0, 10, 13}) {
            CAPTURE(target, shift);
            for (const auto& scores : all) {
                HighMoments one_by_one;
                for (const std::int64_t score : scores) {
                    if (score != kNoScore) { one_by_one.add(score, shift); }
                }
                HighMoments at_once;
                at_once.add(scores, shift);
                REQUIRE(at_once == one_by_one);
            }
        }
    });
}

TEST_CASE("column lanes: the largest scores that go in registers are summed there, the next aren't") {
    const std::vector<std::int64_t> most(kPieceRows, (std::int64_t{1} << 52) - 1);
    const std::vector<std::int64_t> more(kPieceRows, std::int64_t{1} << 52);
    const std::vector<std::int64_t> most_cut(kPieceRows, -(std::int64_t{1} << 39) + 1);
    kdt::on_every_target([&](const std::string& target) {
        CAPTURE(target);
        CHECK(sums_of(most).hold());
        CHECK_FALSE(sums_of(more).hold());
        CHECK(powers_of(most_cut, 13).hold());
        CHECK_FALSE(powers_of(most_cut, 12).hold());
    });
}

TEST_CASE("column lanes: each score has its bin, in every register") {
    const auto all = columns();
    kdt::on_every_target([&](const std::string& target) {
        CAPTURE(target);
        for (const auto& scores : all) {
            std::vector<std::uint16_t> expected(scores.size());
            std::transform(scores.begin(), scores.end(), expected.begin(), plain_bin);
            std::vector<std::uint16_t> bins(scores.size());
            bins_of(scores, bins);
            REQUIRE(bins == expected);
        }
    });
}

TEST_CASE("column lanes: of a table the bits of each measure's column, in every register") {
    std::mt19937_64 random(3);
    for (const std::size_t rows : {0, 1, 2, 13, 61}) {
        std::vector<std::int64_t> table(rows * kMeasures);
        for (std::int64_t& score : table) { score = random() % 9 == 0 ? static_cast<std::int64_t>(random()) : 0; }
        std::array<std::int64_t, kMeasures> expected{};
        for (std::size_t cell = 0; cell < table.size(); ++cell) { expected[cell % kMeasures] |= table[cell]; }
        kdt::on_every_target([&](const std::string& target) {
            CAPTURE(target, rows);
            CHECK(bits_of_rows(table) == expected);
        });
    }
}

TEST_CASE("moved: a table widens what has moved once; both tallies' count after a join") {
    std::vector<std::int64_t> table(3 * kMeasures);
    Moved moved;
    CHECK_FALSE(moved.widened_by(table));
    table[2 * kMeasures + 5] = -7;
    CHECK(moved.widened_by(table));
    CHECK_FALSE(moved.widened_by(table));
    CHECK(moved[5]);
    CHECK_FALSE(moved[4]);
    Moved other;
    other.join(moved);
    CHECK(other[5]);
    other.all();
    CHECK(other[46]);
}
