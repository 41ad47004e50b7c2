#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kdt::engine {

/// Borrowers by column: H_i ≤ Σ_periods bound[period][class_i] · seasons[period][i], and `always` (2 or 0) added to it.
struct ScreenedColumns {
    std::vector<std::int32_t> risk_class;
    std::vector<float> always;
    std::vector<float> seasons; ///< [period][borrower]

    std::size_t size() const { return always.size(); }
};

/// Appends to `found` the places, ascending, whose threshold may be reached: U ≥ 1 − H, as exp(−H) ≥ 1 − H, with a
/// margin for rounding. `words` are the leading words of the U, `bounds` point by period to those of all classes, or
/// `by_borrower` to those of all borrowers.
void screen(const ScreenedColumns& columns, bool by_borrower, std::span<const std::uint32_t> words,
            std::span<const float* const> bounds, std::vector<std::uint32_t>& found);

} // namespace kdt::engine
