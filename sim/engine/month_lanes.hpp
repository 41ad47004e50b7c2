#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

// When borrowers default, as many at a time as a vector register holds floats.
namespace kdt::engine {

/// What of a borrower's only contract, which runs from month 1, its default hangs on; what is no whole number is held
/// as the bits of a float, so that registers gather from one row.
struct ExposedRow {
    enum Field : std::size_t {
        intercept,  ///< conditional PD of a period: Φ(intercept − slope·composite), bits
        slope,      ///< bits
        share,      ///< of the period's hazard that a unit of seasoning adds, bits
        economy,    ///< place of the sector's first period in the composites
        risk_class, ///< column of the known hazards
        age_before, ///< exposure months before the first
        end,        ///< last month exposed within the horizon
        loan,       ///< place in the opening book; negative: the default hangs on more
        kFields
    };
    std::array<std::int32_t, kFields> fields{};
};

/// Σ s(1..a) by a as two floats, so that differences of long sums are as exact as short ones: whole sixteenths and what
/// is left.
class SeasoningSums {
public:
    SeasoningSums() = default;
    explicit SeasoningSums(std::span<const double> sums);

    /// A register's floats beyond the last may be read.
    const float* sixteenths() const { return sixteenths_.data(); }
    const float* rest() const { return rest_.data(); }
    /// Whether floats hold the sums, and no season is so small that their differences tell it badly.
    static bool hold(std::span<const double> sums);

private:
    std::vector<float> sixteenths_;
    std::vector<float> rest_;
};

/// Borrowers and one path's luck.
struct ExposedBook {
    std::span<const ExposedRow> rows; ///< by borrower
    const std::uint32_t* words;       ///< leading words of their thresholds' U
    const SeasoningSums& seasoning;
    int period_months;
    int periods;
    /// What a unit of seasoning adds to the hazard, rounded up to a float, by period and column; where there are none,
    /// the rows' intercepts and slopes tell.
    std::span<const float* const> known_hazards;
    const float* composites;    ///< [sector][period]
    const float* hazard_series; ///< credit::coarse_hazard_series
};

/// A default that floats can't place: a hazard comes too near to the threshold.
inline constexpr std::int32_t kUndecided = -1;

/// The months in which candidates default, by place in `candidates`; 0: they don't within the horizon, kUndecided: to
/// be asked for exactly. What is told is what exact numbers tell, whatever the registers.
void find_months(const ExposedBook& book, std::span<const std::uint32_t> candidates, std::span<std::int32_t> months);

} // namespace kdt::engine
