#include "engine/month_lanes.hpp"

#include "base/hash.hpp"
#include "catch.hpp"
#include "every_target.hpp"

#include <cmath>
#include <vector>

using namespace kdt::engine;

namespace {

/// What is told of a borrower exposed for one month of a certain hazard, by the leading word of its U.
std::int32_t told_of(std::uint32_t word, double hazard) {
    ExposedRow row;
    row.fields[ExposedRow::end] = 1;
    const SeasoningSums seasoning(std::vector<double>{0.0, 1.0});
    const auto known = static_cast<float>(hazard);
    const float* const of_period = &known;
    const ExposedBook book{{&row, 1}, &word, seasoning, 12, 1, {&of_period, 1}, nullptr, nullptr};
    const std::uint32_t candidate = 0;
    std::int32_t month = 7;
    find_months(book, {&candidate, 1}, {&month, 1});
    return month;
}

/// −ln U for the least and the greatest U that begins with a word, and in between.
double threshold_at(std::uint32_t word, double part) { return -std::log((static_cast<double>(word) + part) * 0x1p-32); }

} // namespace

TEST_CASE("month lanes: what a word leaves open is undecided; beyond it, the month is told") {
    kdt::on_every_target([](const std::string& target) {
        for (const std::uint32_t word : {0xFFFFFFFFU, 0xFFFFFFF0U, 0xFFFFF000U, 0xFFF00000U, 0x80000000U, 0x1000U}) {
            INFO(target << ", word " << word);
            for (const double part : {0.01, 0.5, 0.99}) {
                CHECK(told_of(word, threshold_at(word, part)) == kUndecided);
            }
        }
        for (const std::uint32_t word : {0xFFFFF000U, 0xFFF00000U, 0x80000000U, 0x100000U}) {
            INFO(target << ", word " << word);
            CHECK(told_of(word, threshold_at(word, 0.5) * 0.99) == 0);
            CHECK(told_of(word, threshold_at(word, 0.5) * 1.01) == 1);
        }
        CHECK(told_of(0, 1e30) == kUndecided); // U may be as small as it likes
    });
}

TEST_CASE("month lanes: whatever the word, what is told lies beyond all that it leaves open") {
    kdt::on_every_target([](const std::string& target) {
        int told = 0;
        for (std::uint32_t i = 0; i < 31 * 64; ++i) {
            const std::uint32_t octave = 1U << (i / 64);
            const auto mixed = static_cast<std::uint32_t>(kdt::mix(i));
            const std::uint32_t word =
                i % 2 == 0 ? octave | (mixed & (octave - 1)) : ~(octave | (mixed & (octave - 1)));
            for (const double off : {1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1}) {
                INFO(target << ", word " << word << ", off by " << off);
                const std::int32_t below = told_of(word, threshold_at(word, 1.0) * (1.0 - off));
                const std::int32_t above = told_of(word, threshold_at(word, 0.0) * (1.0 + off));
                CHECK((below == kUndecided || below == 0));
                CHECK((above == kUndecided || above == 1));
                told += (below != kUndecided ? 1 : 0) + (above != kUndecided ? 1 : 0);
            }
        }
        CHECK(told > 31 * 64 * 4);
    });
}
