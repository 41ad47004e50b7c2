#include "engine/month_lanes.hpp"

#include "credit/normal_hazard.hpp"
#include "engine/lane_bits.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>

// The file is compiled once for each kind of vector register; the widest that the machine has is chosen at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/month_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace kdt::engine::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Reals = hn::ScalableTag<float>;
using Integers = hn::RebindToSigned<Reals>;
using Real = hn::Vec<Reals>;
using Integer = hn::Vec<Integers>;
using Mask = hn::Mask<Reals>;

constexpr Reals kReals{};
constexpr Integers kIntegers{};

// What floats may err by, in units of u = 2^-24, their rounding. The argument of a hazard, of |x| < 6, comes from an
// intercept i and a product no larger than |i| + 6: it errs by u·(4|i| + 24), and the hazard by 6.2 times that of
// itself. The series errs by 10^-6, the least season by 64u, what else is multiplied and compared by less than 28u, and
// each period that is added by 2u.
constexpr float kRound = 0x1p-24F;
constexpr float kRelative = 6.2F * 24.0F * kRound + 1e-6F + 92.0F * kRound;
constexpr float kByIntercept = 6.2F * 4.0F * kRound;
constexpr float kByPeriod = 2.0F * kRound;
/// 1 − U errs by the bit of its word that is cut off and by what follows the word, and by rounding.
constexpr float kOfWord = 0x1p-30F;
constexpr float kOfRest = 4.0F * kRound;
/// Hazards of arguments below −6 are not above this, and taken for it.
constexpr float kFarBelow = 1e-9F;

HWY_INLINE Real constant(float value) { return hn::Set(kReals, value); }
HWY_INLINE Integer constant(int value) { return hn::Set(kIntegers, value); }

HWY_INLINE Mask are_near(Real hazard, Real threshold, Real margin) {
    return hn::Le(hn::Abs(hn::Sub(hazard, threshold)), margin);
}

/// The candidates in a register.
struct Lanes {
    Integer first; ///< of the row's fields
    Real threshold;
    Real margin; ///< grows with what hazards err by

    HWY_INLINE Integer whole(const ExposedBook& book, ExposedRow::Field field) const {
        return hn::GatherIndex(kIntegers, book.rows.data()->fields.data() + field, first);
    }
    HWY_INLINE Real real(const ExposedBook& book, ExposedRow::Field field) const {
        return hn::BitCast(kReals, whole(book, field));
    }
};

/// E = −ln U, and how far its word leaves it open.
HWY_INLINE Lanes read_thresholds(const ExposedBook& book, const std::uint32_t* candidates) {
    const hn::RebindToUnsigned<Reals> words;
    const Integer place = hn::BitCast(kIntegers, hn::LoadU(words, candidates));
    const auto word = hn::GatherIndex(words, book.words, place);
    // 1 − U to 31 bits, which a signed number holds.
    const Integer rest = hn::BitCast(kIntegers, hn::ShiftRight<1>(hn::Not(word)));
    const Real below_one = hn::Mul(hn::Add(hn::ConvertTo(kReals, rest), constant(0.5F)), constant(0x1p-31F));
    const Real threshold = hn::Neg(hn::Log1p(kReals, hn::Neg(below_one)));
    const Real open =
        hn::Div(hn::MulAdd(below_one, constant(kOfRest), constant(kOfWord)), hn::Sub(constant(1.0F), below_one));
    const float relative = kRelative + kByPeriod * static_cast<float>(book.periods);
    static_assert(std::has_single_bit(sizeof(ExposedRow)));
    return {hn::ShiftLeft<std::bit_width(std::size_t{ExposedRow::kFields}) - 1>(place), threshold,
            hn::MulAdd(threshold, constant(relative), open)};
}

/// Σ s up to an age, in both parts.
struct Seasons {
    Real sixteenths;
    Real rest;

    HWY_INLINE Real since(const Seasons& before) const {
        return hn::Add(hn::Sub(sixteenths, before.sixteenths), hn::Sub(rest, before.rest));
    }
};
HWY_INLINE Seasons seasons_at(const SeasoningSums& sums, Integer age) {
    return {hn::GatherIndex(kReals, sums.sixteenths(), age), hn::GatherIndex(kReals, sums.rest(), age)};
}
/// At ages that follow one another.
HWY_INLINE Seasons seasons_from(const SeasoningSums& sums, int age) {
    return {hn::LoadU(kReals, sums.sixteenths() + age), hn::LoadU(kReals, sums.rest() + age)};
}

/// What a unit of seasoning adds to the hazard in a period.
struct Rate {
    Real value;
    Real error; ///< at most, beyond what is relative to the hazard
    Mask unknown;
};

struct KnownHazards {
    const ExposedBook& book;
    Integer column;

    HWY_INLINE KnownHazards(const ExposedBook& of, const Lanes& lanes)
        : book(of), column(lanes.whole(of, ExposedRow::risk_class)) {}
    HWY_INLINE Real relative_error() const { return hn::Zero(kReals); }
    HWY_INLINE Rate in(int period) const {
        return {hn::GatherIndex(kReals, book.known_hazards[static_cast<std::size_t>(period)], column), hn::Zero(kReals),
                hn::FirstN(kReals, 0)};
    }
};

struct HazardsBySeries {
    const ExposedBook& book;
    Real intercept;
    Real slope;
    Real share;
    Integer economy;

    HWY_INLINE HazardsBySeries(const ExposedBook& of, const Lanes& lanes)
        : book(of), intercept(lanes.real(of, ExposedRow::intercept)), slope(lanes.real(of, ExposedRow::slope)),
          share(lanes.real(of, ExposedRow::share)), economy(lanes.whole(of, ExposedRow::economy)) {}

    /// Of a hazard, beyond kRelative of it.
    HWY_INLINE Real relative_error() const { return hn::Mul(hn::Abs(intercept), constant(kByIntercept)); }
    HWY_INLINE Rate in(int period) const {
        constexpr auto kFarthest = static_cast<float>(credit::kSeriesFarthest);
        const Real composite = hn::GatherIndex(kReals, book.composites + period, economy);
        const Real x = hn::NegMulAdd(slope, composite, intercept);
        const Mask unknown = hn::Not(hn::Lt(x, constant(kFarthest)));
        const Mask below = hn::Lt(x, constant(-kFarthest));
        const Real within = hn::IfThenElse(hn::Or(unknown, below), constant(-kFarthest), x);
        return {hn::Mul(share, hazard_at(within)), hn::IfThenElseZero(below, hn::Mul(share, constant(kFarBelow))),
                unknown};
    }

private:
    HWY_INLINE Real hazard_at(Real x) const {
        constexpr auto kFarthest = static_cast<float>(credit::kSeriesFarthest);
        constexpr auto kPointsEach = static_cast<float>(credit::kCoarsePointsEach);
        const Integer point = hn::NearestInt(hn::Mul(hn::Add(x, constant(kFarthest)), constant(kPointsEach)));
        const Real t =
            hn::Sub(x, hn::MulSub(hn::ConvertTo(kReals, point), constant(1.0F / kPointsEach), constant(kFarthest)));
        const Integer first = hn::ShiftLeft<std::bit_width(credit::kCoarseTerms) - 1>(point);
        Real hazard = hn::GatherIndex(kReals, book.hazard_series + credit::kCoarseTerms - 1, first);
        for (std::size_t term = credit::kCoarseTerms - 1; term-- > 0;) {
            hazard = hn::MulAdd(hazard, t, hn::GatherIndex(kReals, book.hazard_series + term, first));
        }
        return hazard;
    }
};

/// Where the hazards of a register's candidates have come to.
struct Course {
    Real hazard = hn::Zero(kReals); ///< so far
    Seasons seasons;                ///< up to there
    Mask undecided;
    Mask reached;         ///< who reaches the threshold, in a period before or this one
    Real before = hazard; ///< of who does: hazard when the period begins
    Real rate = hazard;   ///< what a unit of seasoning adds to it
    Integer period = hn::Zero(kIntegers);
};

template <class Hazards>
HWY_INLINE void live_through(const ExposedBook& book, Lanes& lanes, const Hazards& hazards, int period, Mask alive,
                             Integer age_at_end, Course& course) {
    const Rate rate = hazards.in(period);
    const Seasons seasons = seasons_at(book.seasoning, age_at_end);
    const Real seasoned = seasons.since(course.seasons);
    const Real hazard = hn::MulAdd(rate.value, seasoned, course.hazard);
    lanes.margin = hn::MulAdd(rate.error, seasoned, lanes.margin);
    course.undecided =
        hn::Or(course.undecided, hn::And(alive, hn::Or(rate.unknown, are_near(hazard, lanes.threshold, lanes.margin))));
    const Mask now = hn::And(alive, hn::Ge(hazard, lanes.threshold));
    course.before = hn::IfThenElse(now, course.hazard, course.before);
    course.rate = hn::IfThenElse(now, rate.value, course.rate);
    course.period = hn::IfThenElse(hn::RebindMask(kIntegers, now), constant(period), course.period);
    course.reached = hn::Or(course.reached, now);
    course.hazard = hazard;
    course.seasons = seasons;
}

/// A candidate that reaches its threshold in a period.
struct Reached {
    float before, rate, threshold, margin;
    int period, age_before, end;
};

/// In which of the period's months; kUndecided where one comes too near.
HWY_INLINE std::int32_t month_in_period(const ExposedBook& book, const Reached& at) {
    const int first = at.period * book.period_months;
    const int months = std::min(at.end - first, book.period_months);
    const int age = at.age_before + first;
    const Real threshold = constant(at.threshold);
    const Real margin = constant(at.margin);
    const Seasons before{constant(book.seasoning.sixteenths()[age]), constant(book.seasoning.rest()[age])};
    std::size_t short_of_it = 0;
    // The last month is known to reach it.
    for (int month = 1; month < months; month += static_cast<int>(hn::Lanes(kReals))) {
        const Mask counted = hn::FirstN(kReals, static_cast<std::size_t>(months - month));
        const Real seasons = seasons_from(book.seasoning, age + month).since(before);
        const Real hazard = hn::MulAdd(seasons, constant(at.rate), constant(at.before));
        if (!hn::AllFalse(kReals, hn::And(counted, are_near(hazard, threshold, margin)))) { return kUndecided; }
        short_of_it += hn::CountTrue(kReals, hn::And(counted, hn::Lt(hazard, threshold)));
    }
    return first + 1 + static_cast<std::int32_t>(short_of_it);
}

template <class Hazards>
void find_in_register(const ExposedBook& book, const std::uint32_t* candidates, std::int32_t* months) {
    HWY_ALIGN std::array<float, hn::MaxLanes(kReals)> before, rate, threshold, margin;
    HWY_ALIGN std::array<std::int32_t, hn::MaxLanes(kReals)> period, age, last;
    Lanes lanes = read_thresholds(book, candidates);
    const Hazards hazards(book, lanes);
    lanes.margin = hn::MulAdd(lanes.threshold, hazards.relative_error(), lanes.margin);
    const Integer age_before = lanes.whole(book, ExposedRow::age_before);
    const Integer end = lanes.whole(book, ExposedRow::end);
    Course course{.seasons = seasons_at(book.seasoning, age_before),
                  .undecided = hn::RebindMask(kReals, hn::Lt(lanes.whole(book, ExposedRow::loan), hn::Zero(kIntegers))),
                  .reached = hn::FirstN(kReals, 0)};
    for (int now = 0; now < book.periods; ++now) {
        const Mask exposed = hn::RebindMask(kReals, hn::Gt(end, constant(now * book.period_months)));
        const Mask alive = hn::AndNot(course.reached, exposed);
        if (hn::AllFalse(kReals, alive)) { break; }
        const Integer last_month = hn::Min(end, constant((now + 1) * book.period_months));
        live_through(book, lanes, hazards, now, alive, hn::Add(age_before, last_month), course);
    }
    const auto settled =
        hn::IfThenElse(hn::RebindMask(kIntegers, course.undecided), constant(kUndecided), hn::Zero(kIntegers));
    hn::StoreU(settled, kIntegers, months);
    const Mask to_place = hn::AndNot(course.undecided, course.reached);
    if (hn::AllFalse(kReals, to_place)) { return; }
    hn::Store(course.before, kReals, before.data());
    hn::Store(course.rate, kReals, rate.data());
    hn::Store(lanes.threshold, kReals, threshold.data());
    hn::Store(lanes.margin, kReals, margin.data());
    hn::Store(course.period, kIntegers, period.data());
    hn::Store(age_before, kIntegers, age.data());
    hn::Store(end, kIntegers, last.data());
    MaskBytes bytes{};
    hn::StoreMaskBits(kReals, to_place, bytes.data());
    for (auto bits = lane_bits(bytes, hn::Lanes(kReals)); bits != 0; bits &= bits - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(bits));
        months[i] = month_in_period(book, {before[i], rate[i], threshold[i], margin[i], period[i], age[i], last[i]});
    }
}

template <class Hazards>
void find_all(const ExposedBook& book, std::span<const std::uint32_t> candidates, std::span<std::int32_t> months) {
    const std::size_t step = hn::Lanes(kReals);
    std::size_t place = 0;
    for (; place + step <= candidates.size(); place += step) {
        find_in_register<Hazards>(book, &candidates[place], &months[place]);
    }
    if (place == candidates.size()) { return; }
    std::array<std::uint32_t, hn::MaxLanes(kReals)> last{};
    std::array<std::int32_t, hn::MaxLanes(kReals)> of_last;
    std::ranges::copy(candidates.subspan(place), last.begin());
    find_in_register<Hazards>(book, last.data(), of_last.data());
    std::copy_n(of_last.begin(), candidates.size() - place, months.begin() + static_cast<std::ptrdiff_t>(place));
}

void find(const ExposedBook& book, std::span<const std::uint32_t> candidates, std::span<std::int32_t> months) {
    if (book.known_hazards.empty()) {
        find_all<HazardsBySeries>(book, candidates, months);
    } else {
        find_all<KnownHazards>(book, candidates, months);
    }
}

} // namespace kdt::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kdt::engine {
namespace {

HWY_EXPORT(find);

/// Floats hold sixteenths up to here.
constexpr double kLargestSum = 0x1p20;
/// Floats of a magnitude of a thirty-second tell it, as a difference, to 2^-18 of itself.
constexpr double kLeastSeason = 0x1p-10;

} // namespace

SeasoningSums::SeasoningSums(std::span<const double> sums) {
    for (const double sum : sums) {
        const double sixteenths = std::round(sum * 16.0) / 16.0;
        sixteenths_.push_back(static_cast<float>(sixteenths));
        rest_.push_back(static_cast<float>(sum - sixteenths));
    }
    for (auto* floats : {&sixteenths_, &rest_}) { floats->resize(floats->size() + kMostLanes); }
}

bool SeasoningSums::hold(std::span<const double> sums) {
    const auto is_too_small = [](double before, double after) {
        const double season = after - before;
        return season != 0.0 && season < kLeastSeason;
    };
    return sums.back() <= kLargestSum && std::ranges::adjacent_find(sums, is_too_small) == sums.end();
}

void find_months(const ExposedBook& book, std::span<const std::uint32_t> candidates, std::span<std::int32_t> months) {
    HWY_DYNAMIC_DISPATCH(find)(book, candidates, months);
}

} // namespace kdt::engine
#endif
