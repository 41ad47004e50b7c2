#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kdt::engine {

/// The upper half of a float ≥ 0: a bound that takes half the room. To be made by upper_half_above.
using HalfFloat = std::uint16_t;
/// The least that is not below the value.
HalfFloat upper_half_above(float value);
float as_float(HalfFloat half);

/// Borrowers by column: H_i ≤ Σ_periods bound[period][class_i] · seasons[period][i], and `always` (2 or 0) added to it.
struct ScreenedColumns {
    std::vector<std::int32_t> risk_class;
    std::vector<float> always;
    std::vector<float> seasons; ///< [period][borrower]

    std::size_t size() const { return always.size(); }
};

/// Places, ascending.
using Places = std::span<std::uint32_t>;

/// The places whose threshold may be reached: U ≥ 1 − H, as exp(−H) ≥ 1 − H, with a margin for rounding. `words` are
/// the leading words of the U, `bounds` point by period to those of all classes. They are the first in `room`,
/// which has kMostLanes more places than there are borrowers.
Places screen(const ScreenedColumns& columns, std::span<const std::uint32_t> words,
              std::span<const float* const> bounds, Places room);
/// The same where each borrower has a bound of its own.
Places screen(const ScreenedColumns& columns, std::span<const std::uint32_t> words,
              std::span<const HalfFloat* const> bounds, Places room);

} // namespace kdt::engine
