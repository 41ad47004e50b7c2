#include "catch.hpp"
#include "random/luck.hpp"
#include "random/normal.hpp"

#include <array>
#include <cmath>

#include <boost/math/distributions/normal.hpp>

using kdt::EntityId;
using kdt::random::Luck;
using kdt::random::Purpose;

namespace {

/// The four lanes of one block, through the draw address.
std::array<std::uint32_t, 4> lanes(std::uint64_t seed, std::uint64_t quarter, std::uint64_t entity,
                                   std::uint32_t purpose, std::uint32_t block) {
    std::array<std::uint32_t, 4> words{};
    for (std::uint64_t lane = 0; lane < 4; ++lane) {
        words[lane] = Luck(seed, 4 * quarter + lane).word(static_cast<Purpose>(purpose), EntityId{entity}, block);
    }
    return words;
}

using Words = std::array<std::uint32_t, 4>;

} // namespace

TEST_CASE("philox4x32-10: the known answers published with Random123, at their draw addresses") {
    CHECK(lanes(0, 0, 0, 0, 0) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(lanes(~0ULL, 0xffffffff, ~0ULL, 0xff, 0xffffff) == Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    // Counter 243f6a88 85a308d3 13198a2e 03707344, key a4093822 299f31d0: the digits of π.
    CHECK(lanes(0x299f31d0a4093822ULL, 0x243f6a88, 0x13198a2e85a308d3ULL, 0x03, 0x707344) ==
          Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("uniform: 52 bits of words 0 and 1, strictly between 0 and 1 at either end") {
    using kdt::random::uniform_of;
    CHECK(uniform_of(0, 0) == 0x1p-53);
    CHECK(uniform_of(0xffffffffU, 0xffffffffU) < 1.0);
    CHECK(uniform_of(0xffffffffU, 0xfffff000U) < 1.0);
    const Luck luck(42, 7);
    const EntityId entity{99};
    CHECK(luck.uniform(Purpose::recovery, entity) ==
          uniform_of(luck.word(Purpose::recovery, entity, 0), luck.word(Purpose::recovery, entity, 1)));
}

TEST_CASE("coarse uniform: word 0 alone, strictly between 0 and 1") {
    const EntityId entity{99};
    for (std::uint64_t path = 0; path < 1000; ++path) {
        const Luck luck(42, path);
        const double u = luck.coarse_uniform(Purpose::renewal, entity);
        CHECK(u == (luck.word(Purpose::renewal, entity, 0) + 0.5) * 0x1p-32);
        CHECK((u > 0.0 && u < 1.0));
    }
}

TEST_CASE("normal: the quantile undoes Boost's distribution function and is odd about the median") {
    const boost::math::normal law;
    for (double u : {1e-300, 1e-16, 1e-5, 0.02, 0.3, 0.5, 0.71, 0.999, 1.0 - 1e-12}) {
        CHECK(kdt::random::normal_quantile(u) == Approx(boost::math::quantile(law, u)).epsilon(1e-13).margin(1e-15));
    }
    for (double x : {-37.0, -8.0, -1.0, 0.0, 0.3, 5.0}) {
        CHECK(kdt::random::normal_cdf(x) == Approx(boost::math::cdf(law, x)).epsilon(1e-12));
    }
    CHECK(kdt::random::normal_quantile(0.25) == -kdt::random::normal_quantile(0.75));
    CHECK(std::isinf(kdt::random::normal_quantile(0.0)));
}

TEST_CASE("luck at the median: every uniform is one half and every normal 0") {
    const Luck luck = Luck::at_median();
    CHECK(luck.is_median());
    CHECK(luck.uniform(Purpose::recovery, EntityId{5}) == 0.5);
    CHECK(luck.coarse_uniform(Purpose::renewal, EntityId{5}) == 0.5);
    CHECK(luck.normal(Purpose::factor, EntityId{6}) == 0.0);
    CHECK(luck.word(Purpose::application_order, EntityId{7}) == luck.word(Purpose::application_order, EntityId{8}));
}
