#include "catch.hpp"

#include "study/pace.hpp"
#include "study/precision.hpp"
#include "tally/sampling.hpp"
#include "tally/weighted_order.hpp"

#include <cmath>

using namespace kdt::study;

namespace {

kdt::tally::Probability seen(std::int64_t events, std::int64_t paths) {
    return kdt::tally::probability_of(events, paths);
}

} // namespace

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
    CHECK(relative_error(seen(100, 400)) == Approx(std::sqrt(0.0075)));
    CHECK(relative_error(seen(50, 50)) == 0.0);
    CHECK(std::isinf(relative_error(seen(0, 1'000))));
    CHECK(is_precise(seen(100, 400), 0.087));
    CHECK_FALSE(is_precise(seen(100, 400), 0.086));
    CHECK_FALSE(is_precise(seen(99, 396), 0.5));
    CHECK_FALSE(is_precise(seen(99, 99), 0.5)); // certain, as far as it was seen
    CHECK_FALSE(is_precise(seen(0, 1'000'000), 0.5));
}

TEST_CASE("precision: what it will cost, by what was seen") {
    // p = 1 %: (1 − p)/(p·r²) = 990,000 paths for 1 %.
    CHECK(expected_paths(seen(160, 16'000), 0.01, 65'536'000) == 1'024'000);
    CHECK(expected_paths(seen(160, 16'000), 0.01, 1'000'000) == 1'000'000);
    // A limit that will not do is not what it takes.
    CHECK(expected_paths(seen(160, 16'000), 0.01, 500'000) == 1'024'000);
    CHECK(expected_paths(seen(160, 16'000), 1e-12, 500'000) > 4'000'000'000'000'000'000);
    // 100 events of 1 in 1,000 need 100,000 paths, whatever error is allowed.
    CHECK(expected_paths(seen(16, 16'000), 0.5, 65'536'000) == 128'000);
    // Never seen in 16,000: below 0.0187 %, so that 100 events take more than 534,000 paths.
    CHECK(expected_paths(seen(0, 16'000), 0.5, 65'536'000) == 1'024'000);
    CHECK(expected_paths(seen(160, 16'000), 0.2, 65'536'000) == 32'000);
}

TEST_CASE("precision: of a weighted run it is the weighted error that counts, on as many paths depleted as drawn") {
    using kdt::tally::kUnitWeight;
    // Half of 400 paths deplete at a hundredth of the weight of the others.
    kdt::tally::WeightedEvents sums;
    for (int path = 0; path < 400; ++path) { sums.add(path % 2 == 0 ? kUnitWeight : kUnitWeight / 100, path % 2 != 0); }
    const auto found = kdt::tally::probability_of(sums, 400, sums.weight);
    // p = 1/101; Σw²(1{A}−p)² = 200·10⁻⁴(1−p)² + 200p², over the weight 202.
    const double p = 1.0 / 101.0;
    const double se = std::sqrt(200.0 * 1e-4 * (1.0 - p) * (1.0 - p) + 200.0 * p * p) / 202.0;
    CHECK(relative_error(found) == Approx(se / p).epsilon(1e-6));
    CHECK(se / p < 0.1); // 200 of 400 independent paths would say 0.05, p·n = 4 of them 0.5
    CHECK(is_precise(found, 0.1));
    CHECK_FALSE(is_precise(found, 0.09));
    // A quarter of the error takes sixteen times the paths.
    CHECK(expected_paths(found, se / p / 4.0, 65'536'000) == 16'000);
    CHECK(expected_paths(found, se / p / 10.0, 65'536'000) == 64'000);
}

TEST_CASE("pace: paths of an earlier try count as done, not as fast, and nothing is left beyond the end") {
    const Pace fresh = pace_of(0, 250, 1'000, 5.0);
    CHECK(fresh.share == 0.25);
    CHECK(fresh.rate == 50.0);
    CHECK(fresh.left == 15.0);
    const Pace resumed = pace_of(900, 950, 1'000, 5.0);
    CHECK(resumed.share == 0.95);
    CHECK(resumed.rate == 10.0);
    CHECK(resumed.left == 5.0);
    const Pace beyond = pace_of(0, 2'000, 1'000, 5.0);
    CHECK(beyond.share == 1.0);
    CHECK(beyond.left == 0.0);
    CHECK(pace_of(900, 900, 1'000, 0.0).left == 0.0);
}
