#include "tally/column_lanes.hpp"

#include "tally/log_bins.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <numeric>

// The file is compiled once for each kind of vector register; the widest that the machine has is chosen at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tally/column_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kdt::tally::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Wholes = hn::CappedTag<std::int64_t, 8>;
using Bits = hn::RebindToUnsigned<Wholes>;
using Doubles = hn::RebindToFloat<Wholes>;
using Whole = hn::Vec<Wholes>;
using Bit = hn::Vec<Bits>;

constexpr Wholes kWholes{};
constexpr Bits kBits{};
constexpr Doubles kDoubles{};
constexpr std::size_t kMostLanes = hn::MaxLanes(kWholes);
constexpr std::uint64_t kLowHalf = (std::uint64_t{1} << kHalfBits) - 1;

/// Of the lower 32 bits of each lane.
template <class Lanes>
inline Lanes product(Lanes a, Lanes b) {
#if HWY_TARGET == HWY_SCALAR // which has no halves of lanes
    return hn::Mul(a, b);
#else
    const hn::Repartition<hwy::MakeNarrow<hn::TFromV<Lanes>>, hn::DFromV<Lanes>> halves;
    return hn::MulEven(hn::BitCast(halves, a), hn::BitCast(halves, b));
#endif
}

/// The lanes put together by use(sum, lane), from 0.
template <class Use>
inline std::uint64_t together(Bit lanes, Use use) {
    std::array<std::uint64_t, kMostLanes> each{};
    hn::StoreU(lanes, kBits, each.data());
    return std::accumulate(each.begin(), each.end(), std::uint64_t{0}, use);
}
inline std::uint64_t any(Bit lanes) { return together(lanes, std::bit_or<>()); }
inline std::uint64_t total(Bit lanes) { return together(lanes, std::plus<>()); }

/// Modulo 2^64: a sum that does not hold may go beyond.
inline void add_total(Whole lanes, std::int64_t& to) {
    to = static_cast<std::int64_t>(static_cast<std::uint64_t>(to) + total(hn::BitCast(kBits, lanes)));
}

/// Calls use(scores, count, place) for as many as fill registers, and once more for the rest, filled up with zeros.
template <class Use>
inline void in_registers(const std::int64_t* scores, std::size_t count, Use use) {
    const std::size_t whole = count - count % hn::Lanes(kWholes);
    if (whole > 0) { use(scores, whole, 0); }
    if (whole == count) { return; }
    std::array<std::int64_t, kMostLanes> rest{};
    std::copy(scores + whole, scores + count, rest.begin());
    use(rest.data(), hn::Lanes(kWholes), whole);
}

void add_sums(const std::int64_t* scores, std::size_t count, PieceSums& to) {
    const Whole none = hn::Set(kWholes, kNoScore);
    Bit bits = hn::Zero(kBits);
    Bit low = hn::Zero(kBits);
    Bit middle = hn::Zero(kBits);
    Bit high = hn::Zero(kBits);
    Whole there = hn::Zero(kWholes);
    Whole sum = hn::Zero(kWholes);
    for (std::size_t i = 0; i < count; i += hn::Lanes(kWholes)) {
        const Whole loaded = hn::LoadU(kWholes, scores + i);
        const auto missing = hn::Eq(loaded, none);
        there = hn::Add(there, hn::VecFromMask(kWholes, missing));
        const Whole score = hn::IfThenZeroElse(missing, loaded);
        sum = hn::Add(sum, score);
        const Bit magnitude = hn::BitCast(kBits, hn::Abs(score));
        bits = hn::Or(bits, magnitude);
        const Bit lower = hn::And(magnitude, hn::Set(kBits, kLowHalf));
        const Bit upper = hn::ShiftRight<kHalfBits>(magnitude);
        low = hn::Add(low, product(lower, lower));
        middle = hn::Add(middle, product(lower, upper));
        high = hn::Add(high, product(upper, upper));
    }
    to.bits |= any(bits);
    add_total(hn::Neg(there), to.missing); // a mask is −1 in each of its lanes
    add_total(sum, to.sum);
    to.squares.low += total(low);
    to.squares.middle += total(middle);
    to.squares.high += total(high);
}

PieceSums all_sums(const std::int64_t* scores, std::size_t count) {
    PieceSums sums;
    in_registers(scores, count,
                 [&](const std::int64_t* some, std::size_t number, std::size_t) { add_sums(some, number, sums); });
    return sums;
}

void add_powers(const std::int64_t* scores, std::size_t count, int shift, PiecePowers& to) {
    Bit bits = hn::Zero(kBits);
    Bit squares = hn::Zero(kBits);
    Bit fourths_low = hn::Zero(kBits);
    Bit fourths_middle = hn::Zero(kBits);
    Bit fourths_high = hn::Zero(kBits);
    Whole sum = hn::Zero(kWholes);
    Whole cubes_low = hn::Zero(kWholes);
    Whole cubes_high = hn::Zero(kWholes);
    for (std::size_t i = 0; i < count; i += hn::Lanes(kWholes)) {
        const Whole score = hn::LoadU(kWholes, scores + i);
        const Whole sign = hn::BroadcastSignBit(score);
        const Bit magnitude = hn::ShiftRightSame(hn::BitCast(kBits, hn::Abs(score)), shift);
        bits = hn::Or(bits, magnitude);
        const Whole cut = hn::Sub(hn::Xor(hn::BitCast(kWholes, magnitude), sign), sign);
        sum = hn::Add(sum, cut);
        const Bit square = product(magnitude, magnitude);
        squares = hn::Add(squares, square);
        const Bit lower = hn::And(square, hn::Set(kBits, kLowHalf));
        const Bit upper = hn::ShiftRight<kHalfBits>(square);
        cubes_low = hn::Add(cubes_low, product(hn::BitCast(kWholes, lower), cut));
        cubes_high = hn::Add(cubes_high, product(hn::BitCast(kWholes, upper), cut));
        fourths_low = hn::Add(fourths_low, product(lower, lower));
        fourths_middle = hn::Add(fourths_middle, product(lower, upper));
        fourths_high = hn::Add(fourths_high, product(upper, upper));
    }
    to.bits |= any(bits);
    add_total(sum, to.sum);
    to.squares += total(squares);
    add_total(cubes_low, to.cubes_low);
    add_total(cubes_high, to.cubes_high);
    to.fourths.low += total(fourths_low);
    to.fourths.middle += total(fourths_middle);
    to.fourths.high += total(fourths_high);
}

PiecePowers all_powers(const std::int64_t* scores, std::size_t count, int shift) {
    PiecePowers powers;
    in_registers(scores, count, [&](const std::int64_t* some, std::size_t number, std::size_t) {
        add_powers(some, number, shift, powers);
    });
    return powers;
}

using Narrow = hn::Rebind<std::uint16_t, Bits>;

inline hn::Vec<Narrow> bin(Whole score) {
    const Bit bits = hn::BitCast(kBits, hn::Abs(hn::ConvertTo(kDoubles, score)));
    const Bit unsigned_bin = hn::Sub(hn::ShiftRight<kDropped>(bits), hn::Set(kBits, kFirstBin));
    const Bit negative = hn::BitCast(kBits, hn::BroadcastSignBit(score));
    const Bit found = hn::Or(unsigned_bin, hn::And(negative, hn::Set(kBits, kNegativeBins)));
    const auto is = [&](std::int64_t what) { return hn::RebindMask(kBits, hn::Eq(score, hn::Set(kWholes, what))); };
    const Bit there = hn::IfThenElse(is(kNoScore), hn::Set(kBits, kMissingBin), found);
    return hn::TruncateTo(Narrow(), hn::IfThenElse(is(0), hn::Set(kBits, kZeroBin), there));
}

void all_bins(const std::int64_t* scores, std::size_t count, std::uint16_t* bins) {
    in_registers(scores, count, [&](const std::int64_t* some, std::size_t number, std::size_t place) {
        if (place + number <= count) {
            for (std::size_t i = 0; i < number; i += hn::Lanes(kWholes)) {
                hn::StoreU(bin(hn::LoadU(kWholes, some + i)), Narrow(), bins + place + i);
            }
            return;
        }
        std::array<std::uint16_t, kMostLanes> rest{};
        hn::StoreU(bin(hn::LoadU(kWholes, some)), Narrow(), rest.data());
        std::copy_n(rest.begin(), count - place, bins + place);
    });
}

void all_bits_of_rows(const std::int64_t* table, std::size_t size, std::int64_t* bits) {
    const std::size_t step = hn::Lanes(kWholes);
    // Four registers at a time; the last ones of a row look at some measures again rather than beyond it.
    const auto start = [&](std::size_t number) { return std::min(number * step, kMeasures - step); };
    for (std::size_t number = 0; number * step < kMeasures; number += 4) {
        const std::array<std::size_t, 4> at = {start(number), start(number + 1), start(number + 2), start(number + 3)};
        Whole first = hn::Zero(kWholes);
        Whole second = first;
        Whole third = first;
        Whole fourth = first;
        for (const std::int64_t* row = table; row != table + size; row += kMeasures) {
            first = hn::Or(first, hn::LoadU(kWholes, row + at[0]));
            second = hn::Or(second, hn::LoadU(kWholes, row + at[1]));
            third = hn::Or(third, hn::LoadU(kWholes, row + at[2]));
            fourth = hn::Or(fourth, hn::LoadU(kWholes, row + at[3]));
        }
        hn::StoreU(first, kWholes, bits + at[0]);
        hn::StoreU(second, kWholes, bits + at[1]);
        hn::StoreU(third, kWholes, bits + at[2]);
        hn::StoreU(fourth, kWholes, bits + at[3]);
    }
}

} // namespace kdt::tally::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kdt::tally {

HWY_EXPORT(all_sums);
HWY_EXPORT(all_powers);
HWY_EXPORT(all_bins);
HWY_EXPORT(all_bits_of_rows);

PieceSums sums_of(std::span<const std::int64_t> scores) {
    assert(scores.size() <= kPieceRows);
    return HWY_DYNAMIC_DISPATCH(all_sums)(scores.data(), scores.size());
}

PiecePowers powers_of(std::span<const std::int64_t> scores, int shift) {
    assert(scores.size() <= kPieceRows);
    return HWY_DYNAMIC_DISPATCH(all_powers)(scores.data(), scores.size(), shift);
}

void bins_of(std::span<const std::int64_t> scores, std::span<std::uint16_t> bins) {
    assert(bins.size() >= scores.size());
    HWY_DYNAMIC_DISPATCH(all_bins)(scores.data(), scores.size(), bins.data());
}

std::array<std::int64_t, kMeasures> bits_of_rows(std::span<const std::int64_t> table) {
    assert(table.size() % kMeasures == 0);
    std::array<std::int64_t, kMeasures> bits{};
    HWY_DYNAMIC_DISPATCH(all_bits_of_rows)(table.data(), table.size(), bits.data());
    return bits;
}

} // namespace kdt::tally
#endif
