#include "engine/screen_lanes.hpp"

#include <algorithm>
#include <array>
#include <bit>

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

/// What is looked through.
struct Book {
    const ScreenedColumns& columns;
    const std::uint32_t* words;
    std::span<const float* const> bounds; ///< [period]
};

/// Which of the borrowers from `place` on may reach their threshold.
template <bool kByBorrower>
HWY_INLINE hn::Mask<Reals> may_default(const Book& book, std::size_t place) {
    const Reals reals;
    const Integers integers;
    const ScreenedColumns& columns = book.columns;
    const auto risk_class = hn::LoadU(integers, &columns.risk_class[place]);
    auto hazard = hn::LoadU(reals, &columns.always[place]);
    for (std::size_t period = 0; period < book.bounds.size(); ++period) {
        const float* const of_period = book.bounds[period];
        const auto bound =
            kByBorrower ? hn::LoadU(reals, of_period + place) : hn::GatherIndex(reals, of_period, risk_class);
        const auto seasons = hn::LoadU(reals, &columns.seasons[period * columns.size() + place]);
        hazard = hn::Add(hazard, hn::Mul(bound, seasons));
    }
    const auto least = hn::Sub(hn::Set(reals, 1.0F - kMargin), hn::Mul(hazard, hn::Set(reals, kStretch)));
    // The upper 31 bits, which a signed number holds.
    const auto words = hn::LoadU(hn::RebindToUnsigned<Reals>(), book.words + place);
    const auto half = hn::BitCast(integers, hn::ShiftRight<1>(words));
    return hn::Ge(hn::Mul(hn::ConvertTo(reals, half), hn::Set(reals, 0x1p-31F)), least);
}

/// The places of a whole register that stand in the mask.
HWY_INLINE void add_places(hn::Mask<Reals> mask, std::size_t first, std::vector<std::uint32_t>& found) {
    const std::size_t lanes = hn::Lanes(Reals()); // 64 at most
    std::array<std::uint8_t, 8> bytes{};
    hn::StoreMaskBits(Reals(), mask, bytes.data());
    auto bits = std::bit_cast<std::uint64_t>(bytes) & (~std::uint64_t{0} >> (64 - lanes));
    for (; bits != 0; bits &= bits - 1) {
        found.push_back(static_cast<std::uint32_t>(first) + static_cast<std::uint32_t>(std::countr_zero(bits)));
    }
}

template <bool kByBorrower>
std::size_t screen_registers(const Book& book, std::vector<std::uint32_t>& found) {
    const Reals reals;
    const std::size_t step = hn::Lanes(reals);
    std::size_t place = 0;
    for (; place + step <= book.columns.size(); place += step) {
        const auto mask = may_default<kByBorrower>(book, place);
        if (!hn::AllFalse(reals, mask)) { add_places(mask, place, found); }
    }
    return place;
}

/// For as many borrowers as fill registers; returns how many those are.
std::size_t screen_most(const ScreenedColumns& columns, bool by_borrower, const std::uint32_t* words,
                        std::span<const float* const> bounds, std::vector<std::uint32_t>& found) {
    const Book book{columns, words, bounds};
    return by_borrower ? screen_registers<true>(book, found) : screen_registers<false>(book, found);
}

} // namespace kdt::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kdt::engine {

HWY_EXPORT(screen_most);

void screen(const ScreenedColumns& columns, bool by_borrower, std::span<const std::uint32_t> words,
            std::span<const float* const> bounds, std::vector<std::uint32_t>& found) {
    const std::size_t done = HWY_DYNAMIC_DISPATCH(screen_most)(columns, by_borrower, words.data(), bounds, found);
    // The rest fills no register: fewer than one holds.
    for (std::size_t place = done; place < columns.size(); ++place) {
        found.push_back(static_cast<std::uint32_t>(place));
    }
}

} // namespace kdt::engine
#endif
