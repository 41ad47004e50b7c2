#include "random/four_paths.hpp"

#include <algorithm>

// The file is compiled once for each kind of vector register; the widest that the machine has is chosen at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "random/four_paths.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kdt::random::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::ScalableTag<std::uint32_t>;
using Words = hn::Vec<Lanes>;

struct Product {
    Words low;
    Words high;
};

#if HWY_TARGET == HWY_SCALAR
inline Product multiply(Lanes lanes, Words a, Words b) {
    const std::uint64_t product = std::uint64_t{hn::GetLane(a)} * hn::GetLane(b);
    return {hn::Set(lanes, static_cast<std::uint32_t>(product)),
            hn::Set(lanes, static_cast<std::uint32_t>(product >> 32))};
}
#else
/// The halves of a 64-bit product in every lane: of the even lanes, then of the odd ones.
inline Product multiply(Lanes lanes, Words a, Words b) {
    const hn::RepartitionToWide<Lanes> wide;
    const auto even = hn::MulEven(a, b);
    const auto odd = hn::MulEven(hn::BitCast(lanes, hn::ShiftRight<32>(hn::BitCast(wide, a))), b);
    return {hn::OddEven(hn::BitCast(lanes, hn::ShiftLeft<32>(odd)), hn::BitCast(lanes, even)),
            hn::OddEven(hn::BitCast(lanes, odd), hn::BitCast(lanes, hn::ShiftRight<32>(even)))};
}
#endif

struct Counter {
    Words word[4];
};

/// Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011) in every lane.
inline Counter philox(Lanes lanes, Counter counter, std::uint64_t seed) {
    const Words multiplier0 = hn::Set(lanes, 0xD2511F53U);
    const Words multiplier1 = hn::Set(lanes, 0xCD9E8D57U);
    auto key0 = static_cast<std::uint32_t>(seed);
    auto key1 = static_cast<std::uint32_t>(seed >> 32);
    for (int round = 0; round < 10; ++round) {
        const Product a = multiply(lanes, counter.word[0], multiplier0);
        const Product b = multiply(lanes, counter.word[2], multiplier1);
        counter = {{hn::Xor(hn::Xor(b.high, counter.word[1]), hn::Set(lanes, key0)), b.low,
                    hn::Xor(hn::Xor(a.high, counter.word[3]), hn::Set(lanes, key1)), a.low}};
        key0 += 0x9E3779B9U;
        key1 += 0xBB67AE85U;
    }
    return counter;
}

/// Draws for the `count` entities from place `first` on; count ≤ the lanes of a register.
void draw_some(std::uint64_t seed, std::uint32_t block, std::uint32_t purpose, const std::uint32_t* low,
               const std::uint32_t* high, Counter& drawn) {
    const Lanes lanes;
    drawn = philox(
        lanes, {{hn::Set(lanes, block), hn::LoadU(lanes, low), hn::LoadU(lanes, high), hn::Set(lanes, purpose)}}, seed);
}

void draw(std::uint64_t seed, std::uint32_t block, std::uint32_t purpose, const EntityColumns& entities,
          FourPaths& out) {
    const Lanes lanes;
    const std::size_t step = hn::Lanes(lanes);
    Counter drawn;
    std::size_t place = 0;
    for (; place + step <= entities.size(); place += step) {
        draw_some(seed, block, purpose, &entities.low[place], &entities.high[place], drawn);
        for (std::size_t path = 0; path < kPathsTogether; ++path) {
            hn::StoreU(drawn.word[path], lanes, &out[path][place]);
        }
    }
    if (place == entities.size()) { return; }
    // The rest, which fills no register.
    std::array<std::uint32_t, hn::MaxLanes(lanes)> low{};
    std::array<std::uint32_t, hn::MaxLanes(lanes)> high{};
    const std::size_t rest = entities.size() - place;
    std::copy_n(&entities.low[place], rest, low.begin());
    std::copy_n(&entities.high[place], rest, high.begin());
    draw_some(seed, block, purpose, low.data(), high.data(), drawn);
    for (std::size_t path = 0; path < kPathsTogether; ++path) {
        hn::StoreU(drawn.word[path], lanes, low.data());
        std::copy_n(low.begin(), rest, &out[path][place]);
    }
}

} // namespace kdt::random::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kdt::random {

HWY_EXPORT(draw);

void draw_four_paths(std::uint64_t seed, std::uint64_t path, Purpose purpose, const EntityColumns& entities,
                     FourPaths& out) {
    for (auto& words : out) { words.resize(entities.size()); }
    HWY_DYNAMIC_DISPATCH(draw)
    (seed, static_cast<std::uint32_t>(path / kPathsTogether), static_cast<std::uint32_t>(purpose) << 24, entities, out);
}

} // namespace kdt::random
#endif
