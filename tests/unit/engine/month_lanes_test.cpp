#include "engine/month_lanes.hpp"

#include "catch.hpp"
#include "every_target.hpp"

#include <cmath>
#include <numeric>
#include <vector>

using namespace kdt::engine;

namespace {

/// What is told of a borrower exposed for one month of a certain hazard, by the leading word of its U.
std::int32_t told_of(std::uint32_t word, double hazard) {
    ExposedRow row;
    row.fields[ExposedRow::end] = 1;
    std::vector<float> sums(80);
    std::iota(sums.begin(), sums.end(), 0.0F);
    const std::vector<float> rest(sums.size());
    const auto known = static_cast<float>(hazard);
    const float* const of_period = &known;
    const ExposedBook book{{&row, 1}, &word, {sums.data(), rest.data()}, 12, 1, {&of_period, 1}, nullptr, nullptr};
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
        for (const std::uint32_t word : {0xFFFFF000U, 0xFFF00000U, 0x80000000U, 0x1000U}) {
            INFO(target << ", word " << word);
            CHECK(told_of(word, threshold_at(word, 0.5) * 0.99) == 0);
            CHECK(told_of(word, threshold_at(word, 0.5) * 1.01) == 1);
        }
        CHECK(told_of(0, 1e30) == kUndecided); // U may be as small as it likes
    });
}
