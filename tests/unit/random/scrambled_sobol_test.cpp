#include "catch.hpp"

#include "random/scrambled_sobol.hpp"

#include <cmath>
#include <set>
#include <vector>

using namespace kdt;
using random::Luck;
using random::ScrambledSobol;

namespace {

constexpr std::uint64_t kSeed = 42;

std::vector<EntityId> coordinates(std::size_t count) {
    std::vector<EntityId> out;
    for (std::size_t i = 0; i < count; ++i) { out.push_back(entity_of("z" + std::to_string(i))); }
    return out;
}

double at(ScrambledSobol& net, std::uint64_t index, std::size_t coordinate, std::uint64_t scrambling) {
    net.turn_to(index);
    return net.uniform(coordinate, kSeed, scrambling, Luck(kSeed, index * 32 + scrambling));
}

} // namespace

TEST_CASE("sobol: under every scrambling the first 2^m points take every m-th part of each coordinate once") {
    ScrambledSobol net(coordinates(5));
    constexpr std::uint64_t kPoints = 256;
    for (const std::uint64_t scrambling : {0U, 1U, 31U}) {
        for (std::size_t coordinate = 0; coordinate < 5; ++coordinate) {
            std::set<int> cells;
            for (std::uint64_t i = 0; i < kPoints; ++i) {
                cells.insert(static_cast<int>(at(net, i, coordinate, scrambling) * kPoints));
            }
            INFO("scrambling " << scrambling << ", coordinate " << coordinate);
            CHECK(cells.size() == kPoints);
        }
    }
}

TEST_CASE("sobol: the first two coordinates are a net in base 2, every elementary box holding one point") {
    ScrambledSobol net(coordinates(2));
    constexpr int kDigits = 6;
    for (int first = 0; first <= kDigits; ++first) {
        std::set<std::pair<int, int>> boxes;
        for (std::uint64_t i = 0; i < (1U << kDigits); ++i) {
            boxes.insert({static_cast<int>(std::ldexp(at(net, i, 0, 3), first)),
                          static_cast<int>(std::ldexp(at(net, i, 1, 3), kDigits - first))});
        }
        INFO("2^" << first << " by 2^" << kDigits - first);
        CHECK(boxes.size() == 1U << kDigits);
    }
}

TEST_CASE("sobol: a point does not depend on what was asked before it") {
    ScrambledSobol forward(coordinates(3));
    ScrambledSobol backward(coordinates(3));
    std::vector<double> there;
    for (std::uint64_t i = 0; i < 70; ++i) { there.push_back(at(forward, i, i % 3, i % 32)); }
    for (std::uint64_t i = 70; i-- > 0;) { CHECK(at(backward, i, i % 3, i % 32) == there[i]); }
}

TEST_CASE("sobol: a point is uniform over scramblings, and two scramblings are independent") {
    // Point 5 over 20,000 scramblings: the mean of 12(u−½)² is 1 with error √(0.8/n), of products of neighbours 0.
    ScrambledSobol net(coordinates(1));
    constexpr int kScramblings = 20'000;
    double sum = 0.0;
    double squares = 0.0;
    double products = 0.0;
    double before = 0.0;
    for (int scrambling = 0; scrambling < kScramblings; ++scrambling) {
        const double u = (at(net, 5, 0, static_cast<std::uint64_t>(scrambling)) - 0.5) * std::sqrt(12.0);
        sum += u;
        squares += u * u;
        products += u * before;
        before = u;
    }
    // Three two-sided tests, family-wise 1e-3.
    constexpr double kBound = 3.59;
    const double root = std::sqrt(static_cast<double>(kScramblings));
    CHECK(std::abs(sum) / root < kBound);
    CHECK(std::abs(squares / kScramblings - 1.0) * root / std::sqrt(0.8) < kBound);
    CHECK(std::abs(products) / root < kBound);
}
