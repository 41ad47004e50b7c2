#include "base/hash.hpp"
#include "catch.hpp"
#include "random/luck.hpp"
#include "random/normal.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

using namespace kdt;
using random::Luck;
using random::Purpose;

// Draws along each coordinate of the address: paths, entities, purposes, blocks and seeds. All tests of this file
// together err with probability 1e-3, fixed beforehand with the seeds.
namespace {

constexpr int kTests = 7 * 3 + 3;
constexpr double kError = 1e-3 / kTests;
constexpr std::size_t kDraws = 200'000;

/// The tail of Kolmogorov's limit law: P(√n·D > x).
double kolmogorov_tail(double x) {
    double sum = 0.0;
    for (int k = 1; k <= 100; ++k) { sum += (k % 2 == 1 ? 2.0 : -2.0) * std::exp(-2.0 * k * k * x * x); }
    return sum;
}

/// p-value of the Kolmogorov–Smirnov test against the uniform law.
double uniformity(std::vector<double> draws) {
    std::sort(draws.begin(), draws.end());
    const auto n = static_cast<double>(draws.size());
    double distance = 0.0;
    for (std::size_t i = 0; i < draws.size(); ++i) {
        const auto rank = static_cast<double>(i);
        distance = std::max({distance, draws[i] - rank / n, (rank + 1.0) / n - draws[i]});
    }
    return kolmogorov_tail(std::sqrt(n) * distance);
}

/// p-value of no correlation between neighbours.
double no_serial_correlation(const std::vector<double>& draws) {
    double sum = 0.0;
    for (std::size_t i = 0; i + 1 < draws.size(); ++i) { sum += (draws[i] - 0.5) * (draws[i + 1] - 0.5); }
    const double z = 12.0 * sum / std::sqrt(static_cast<double>(draws.size() - 1));
    return std::erfc(std::abs(z) / std::sqrt(2.0));
}

/// p-value of independence of neighbours by χ² on a 16 × 16 grid of disjoint pairs.
double independent_pairs(const std::vector<double>& draws) {
    std::vector<double> counts(256, 0.0);
    const auto cell = [](double u) { return static_cast<std::size_t>(u * 16.0); };
    for (std::size_t i = 0; i + 1 < draws.size(); i += 2) { ++counts[16 * cell(draws[i]) + cell(draws[i + 1])]; }
    const double expected = static_cast<double>(draws.size() / 2) / 256.0;
    double statistic = 0.0;
    for (double count : counts) { statistic += (count - expected) * (count - expected) / expected; }
    return boost::math::cdf(boost::math::complement(boost::math::chi_squared(255), statistic));
}

std::vector<double> draws_along(const std::function<double(std::uint64_t)>& draw) {
    std::vector<double> draws(kDraws);
    for (std::size_t i = 0; i < kDraws; ++i) { draws[i] = draw(i); }
    return draws;
}

void check_random(const std::function<double(std::uint64_t)>& draw) {
    const std::vector<double> draws = draws_along(draw);
    CHECK(uniformity(draws) > kError);
    CHECK(no_serial_correlation(draws) > kError);
    CHECK(independent_pairs(draws) > kError);
}

} // namespace

TEST_CASE("draws are uniform and independent along paths") {
    const EntityId entity = entity_of("borrower:L0001");
    check_random([&](std::uint64_t i) { return Luck(1, i).uniform(Purpose::default_threshold, entity); });
}

TEST_CASE("draws are uniform and independent along entities") {
    const EntityId batch = child_of(entity_of("demand:科贷通/高新"), 3);
    const Luck luck(20211231, 17);
    check_random([&](std::uint64_t i) { return luck.uniform(Purpose::application_size, child_of(batch, i)); });
}

TEST_CASE("draws are uniform and independent along purposes, the fastest coordinate") {
    check_random([](std::uint64_t i) {
        return Luck(5, i / 13).uniform(static_cast<Purpose>(1 + i % 13), entity_of("loan:L7"));
    });
}

TEST_CASE("draws are uniform and independent along neighbouring seeds") {
    check_random([](std::uint64_t i) { return Luck(i, 0).uniform(Purpose::recovery, entity_of("loan:L7")); });
}

TEST_CASE("draws are uniform and independent along the words of one draw") {
    const Luck luck(9, 2);
    random::Stream words(luck, Purpose::chi_square, EntityId{3});
    check_random([&](std::uint64_t) { return random::uniform_of(words(), 0); });
}

TEST_CASE("coarse draws are uniform and independent along entities") {
    const Luck luck(20211231, 18);
    check_random([&](std::uint64_t i) { return luck.coarse_uniform(Purpose::demand_count, EntityId{mix(i)}); });
}

TEST_CASE("normal draws are normal and independent along paths") {
    const EntityId entity = entity_of("factor:宏观");
    check_random([&](std::uint64_t i) { return random::normal_cdf(Luck(3, i).normal(Purpose::factor, entity)); });
}

TEST_CASE("a stream feeds Boost.Random's distributions") {
    const Luck luck(31, 5);
    random::Stream stream(luck, Purpose::recovery, EntityId{11});
    boost::random::normal_distribution<double> normal;
    boost::random::gamma_distribution<double> gamma(2.0, 3.0);
    boost::random::uniform_int_distribution<int> die(1, 6);
    std::vector<double> normals(20'000);
    for (double& u : normals) { u = random::normal_cdf(normal(stream)); }
    CHECK(uniformity(normals) > kError);
    double sum = 0.0;
    for (int i = 0; i < 20'000; ++i) { sum += gamma(stream); }
    const double bound = boost::math::quantile(boost::math::normal(), 1.0 - kError / 2.0);
    CHECK(std::abs(sum / 20'000 - 6.0) < bound * std::sqrt(18.0 / 20'000));
    std::vector<double> faces(6, 0.0);
    for (int i = 0; i < 60'000; ++i) { ++faces[static_cast<std::size_t>(die(stream) - 1)]; }
    double statistic = 0.0;
    for (double face : faces) { statistic += (face - 10'000.0) * (face - 10'000.0) / 10'000.0; }
    CHECK(boost::math::cdf(boost::math::complement(boost::math::chi_squared(5), statistic)) > kError);
}

TEST_CASE("a stream begins with the draw's own words, whoever asks and in whatever order") {
    const Luck luck(31, 6);
    random::Stream first(luck, Purpose::rejection, EntityId{4});
    random::Stream second(luck, Purpose::rejection, EntityId{4});
    const auto a = first();
    const auto b = first();
    CHECK(second() == a);
    CHECK(second() == b);
    CHECK(a == luck.word(Purpose::rejection, EntityId{4}, 0));
    CHECK(b == luck.word(Purpose::rejection, EntityId{4}, 1));
}
