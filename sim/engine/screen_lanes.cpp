#include "engine/screen_lanes.hpp"

#include "engine/lane_bits.hpp"

#include <bit>
#include <cassert>

// The file is compiled once for each kind of vector register; the widest that the machine has is chosen at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/screen_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kdt::engine::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Reals = hn::ScalableTag<float>;
using Integers = hn::RebindToSigned<Reals>;

/// Sums and products of so many floats err by less; whoever is near the bound is looked at exactly.
constexpr float kStretch = 1.0F + 1e-4F;
constexpr float kMargin = 1e-6F;

/// What is looked through; bounds by class, or halves of floats by borrower.
template <class Bound>
struct Book {
    const ScreenedColumns& columns;
    const std::uint32_t* words;
    std::span<const Bound* const> bounds; ///< [period]
};

HWY_INLINE hn::Vec<Reals> bounds_of(const Book<float>& book, std::size_t period, std::size_t place) {
    const auto risk_class = hn::LoadU(Integers(), &book.columns.risk_class[place]);
    return hn::GatherIndex(Reals(), book.bounds[period], risk_class);
}

HWY_INLINE hn::Vec<Reals> bounds_of(const Book<HalfFloat>& book, std::size_t period, std::size_t place) {
    const hn::RebindToUnsigned<Reals> wholes;
    const auto halves = hn::LoadU(hn::Rebind<HalfFloat, Reals>(), book.bounds[period] + place);
    return hn::BitCast(Reals(), hn::ShiftLeft<16>(hn::PromoteTo(wholes, halves)));
}

/// Which of the borrowers from `place` on may reach their threshold.
template <class Bound>
HWY_INLINE hn::Mask<Reals> may_default(const Book<Bound>& book, std::size_t place) {
    const Reals reals;
    const Integers integers;
    const ScreenedColumns& columns = book.columns;
    auto hazard = hn::LoadU(reals, &columns.always[place]);
    for (std::size_t period = 0; period < book.bounds.size(); ++period) {
        const auto seasons = hn::LoadU(reals, &columns.seasons[period * columns.size() + place]);
        hazard = hn::Add(hazard, hn::Mul(bounds_of(book, period, place), seasons));
    }
    const auto least = hn::Sub(hn::Set(reals, 1.0F - kMargin), hn::Mul(hazard, hn::Set(reals, kStretch)));
    // The upper 31 bits, which a signed number holds.
    const auto words = hn::LoadU(hn::RebindToUnsigned<Reals>(), book.words + place);
    const auto half = hn::BitCast(integers, hn::ShiftRight<1>(words));
    return hn::Ge(hn::Mul(hn::ConvertTo(reals, half), hn::Set(reals, 0x1p-31F)), least);
}

/// Writes the places of a register that stand in the mask; returns how many do. A register more may be written.
HWY_INLINE std::size_t write_places(hn::Mask<Reals> mask, std::size_t first, std::uint32_t* to) {
#if HWY_TARGET <= HWY_AVX3
    // Packed and stored whether any stands there or not: that can't be guessed.
    const hn::RebindToUnsigned<Reals> wholes;
    const auto places = hn::Iota(wholes, static_cast<std::uint32_t>(first));
    hn::StoreU(hn::Compress(places, hn::RebindMask(wholes, mask)), wholes, to);
    return hn::CountTrue(Reals(), mask);
#else
    if (hn::AllFalse(Reals(), mask)) { return 0; }
    MaskBytes bytes{};
    hn::StoreMaskBits(Reals(), mask, bytes.data());
    std::size_t count = 0;
    for (auto bits = lane_bits(bytes, hn::Lanes(Reals())); bits != 0; bits &= bits - 1) {
        to[count++] = static_cast<std::uint32_t>(first) + static_cast<std::uint32_t>(std::countr_zero(bits));
    }
    return count;
#endif
}

/// Returns how many are found.
template <class Bound>
std::size_t screen_registers(const Book<Bound>& book, Places room) {
    const std::size_t step = hn::Lanes(Reals());
    std::size_t count = 0;
    std::size_t place = 0;
    for (; place + step <= book.columns.size(); place += step) {
        count += write_places(may_default(book, place), place, room.data() + count);
    }
    // The last fill no register: fewer than one holds, and all of them are found.
    for (; place < book.columns.size(); ++place) { room[count++] = static_cast<std::uint32_t>(place); }
    return count;
}

std::size_t screen_by_class(const ScreenedColumns& columns, const std::uint32_t* words,
                            std::span<const float* const> bounds, Places room) {
    return screen_registers<float>({columns, words, bounds}, room);
}
std::size_t screen_by_borrower(const ScreenedColumns& columns, const std::uint32_t* words,
                               std::span<const HalfFloat* const> bounds, Places room) {
    return screen_registers<HalfFloat>({columns, words, bounds}, room);
}

} // namespace kdt::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kdt::engine {
namespace {

HWY_EXPORT(screen_by_class);
HWY_EXPORT(screen_by_borrower);

} // namespace

HalfFloat upper_half_above(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return static_cast<HalfFloat>((bits >> 16) + ((bits & 0xFFFF) != 0 ? 1 : 0));
}

float as_float(HalfFloat half) { return std::bit_cast<float>(static_cast<std::uint32_t>(half) << 16); }

Places screen(const ScreenedColumns& columns, std::span<const std::uint32_t> words,
              std::span<const float* const> bounds, Places room) {
    assert(room.size() >= columns.size() + kMostLanes);
    return room.first(HWY_DYNAMIC_DISPATCH(screen_by_class)(columns, words.data(), bounds, room));
}

Places screen(const ScreenedColumns& columns, std::span<const std::uint32_t> words,
              std::span<const HalfFloat* const> bounds, Places room) {
    assert(room.size() >= columns.size() + kMostLanes);
    return room.first(HWY_DYNAMIC_DISPATCH(screen_by_borrower)(columns, words.data(), bounds, room));
}

} // namespace kdt::engine
#endif
