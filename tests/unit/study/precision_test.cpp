#include "catch.hpp"

#include "study/precision.hpp"

#include <cmath>

using namespace kdt::study;

TEST_CASE("precision: the probability is looked at after 1,000·2^k paths, and at the limit") {
    CHECK(next_stage(0, 1'000'000) == 16'000);
    CHECK(next_stage(15'999, 1'000'000) == 16'000);
    CHECK(next_stage(16'000, 1'000'000) == 32'000);
    CHECK(next_stage(40'000, 1'000'000) == 64'000);
    CHECK(next_stage(512'000, 1'000'000) == 1'000'000);
    CHECK(next_stage(0, 500) == 500);
    CHECK(next_stage(0, 16'000) == 16'000);
}

TEST_CASE("precision: the relative error by hand, and never enough on fewer than 100 events") {
    // p = 1/4 of 400: √(0.75/100).
    CHECK(relative_error({100, 400}) == Approx(std::sqrt(0.0075)));
    CHECK(relative_error({50, 50}) == 0.0);
    CHECK(std::isinf(relative_error({0, 1'000})));
    CHECK(is_precise({100, 400}, 0.087));
    CHECK_FALSE(is_precise({100, 400}, 0.086));
    CHECK_FALSE(is_precise({99, 396}, 0.5));
    CHECK_FALSE(is_precise({99, 99}, 0.5)); // certain, as far as it was seen
    CHECK_FALSE(is_precise({0, 1'000'000}, 0.5));
}

TEST_CASE("precision: what it will cost, by what was seen") {
    // p = 1 %: (1 − p)/(p·r²) = 990,000 paths for 1 %.
    CHECK(expected_stage({160, 16'000}, 0.01, 65'536'000) == 1'024'000);
    CHECK(expected_stage({160, 16'000}, 0.01, 500'000) == 500'000);
    // 100 events of 1 in 1,000 need 100,000 paths, whatever error is allowed.
    CHECK(expected_stage({16, 16'000}, 0.5, 65'536'000) == 128'000);
    // Never seen in 16,000: below 0.0187 %, so that 100 events take more than 534,000 paths.
    CHECK(expected_stage({0, 16'000}, 0.5, 65'536'000) == 1'024'000);
    CHECK(expected_stage({160, 16'000}, 0.2, 65'536'000) == 32'000);
}
