#include "random/lognormal.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

// The file is compiled once for each kind of vector register; the widest that the machine has is chosen at run time.
// Products and sums are rounded one by one: a fused step would give other bits where there is none.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "random/lognormal.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kdt::random::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Doubles = hn::ScalableTag<double>;
using Wholes = hn::RebindToSigned<Doubles>;
using Double = hn::Vec<Doubles>;
using Whole = hn::Vec<Wholes>;

constexpr Doubles kDoubles{};
constexpr Wholes kWholes{};

inline Double constant(double value) { return hn::Set(kDoubles, value); }

/// c[0]·x^{n−1} + … + c[n−1] for an even number of terms; odd and even powers apart, so that neither waits for the
/// other.
template <std::size_t kTerms>
inline Double polynomial(Double x, const std::array<double, kTerms>& c) {
    static_assert(kTerms % 2 == 0);
    const Double square = hn::Mul(x, x);
    Double odd = constant(c[0]);
    Double even = constant(c[1]);
    for (std::size_t i = 2; i < kTerms; i += 2) {
        odd = hn::Add(hn::Mul(odd, square), constant(c[i]));
        even = hn::Add(hn::Mul(even, square), constant(c[i + 1]));
    }
    return hn::Add(hn::Mul(odd, x), even);
}

/// A whole number of at most 51 bits as a double, and back.
constexpr double kWholeDoubles = 0x1.8p52;
inline Double to_double(Whole value) {
    const Whole bits = hn::Add(value, hn::BitCast(kWholes, constant(kWholeDoubles)));
    return hn::Sub(hn::BitCast(kDoubles, bits), constant(kWholeDoubles));
}
inline Whole to_whole(Double shifted) {
    return hn::Sub(hn::BitCast(kWholes, shifted), hn::BitCast(kWholes, constant(kWholeDoubles)));
}

constexpr double kLn2High = 0x1.62e42fefa38p-1; ///< so few digits that its products with exponents are exact
constexpr double kLn2Low = 0x1.ef35793c7673p-45;

/// ln x of normal x > 0: the exponent's part and 2·artanh((m−1)/(m+1)) of a mantissa within √½…√2.
inline Double log(Double x) {
    constexpr std::int64_t kSqrtHalf = 0x3fe6a09e667f3bcdLL;
    const Whole offset = hn::Sub(hn::BitCast(kWholes, x), hn::Set(kWholes, kSqrtHalf));
    // An arithmetic shift of 64 bits is missing from some registers: shifted up to be positive, then back.
    constexpr std::int64_t kUp = std::int64_t{1} << 10;
    const Whole exponent =
        hn::Sub(hn::BitCast(kWholes, hn::ShiftRight<52>(hn::BitCast(hn::RebindToUnsigned<Doubles>(),
                                                                    hn::Add(offset, hn::Set(kWholes, kUp << 52))))),
                hn::Set(kWholes, kUp));
    const Double mantissa = hn::BitCast(kDoubles, hn::Sub(hn::BitCast(kWholes, x), hn::ShiftLeft<52>(exponent)));
    const Double s = hn::Div(hn::Sub(mantissa, constant(1.0)), hn::Add(mantissa, constant(1.0)));
    const Double s2 = hn::Mul(s, s);
    const Double tail = polynomial(s2, std::array{2.0 / 23, 2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13, 2.0 / 11,
                                                  2.0 / 9, 2.0 / 7, 2.0 / 5, 2.0 / 3, 0.0});
    const Double e = to_double(exponent);
    const Double small = hn::Add(hn::Mul(s, tail), hn::Mul(e, constant(kLn2Low)));
    return hn::Add(hn::Mul(e, constant(kLn2High)), hn::Add(hn::Add(s, s), small));
}

/// exp x for |x| ≤ 700: 2^k times the series of what is left, at most ½ ln 2.
inline Double exp(Double x) {
    constexpr double kLog2E = 0x1.71547652b82fep0;
    const Double shifted = hn::Add(hn::Mul(x, constant(kLog2E)), constant(kWholeDoubles));
    const Double k = hn::Sub(shifted, constant(kWholeDoubles));
    const Double rest = hn::Sub(hn::Sub(x, hn::Mul(k, constant(kLn2High))), hn::Mul(k, constant(kLn2Low)));
    const Double series = polynomial(rest, std::array{1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800,
                                                      1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120,
                                                      1.0 / 24, 1.0 / 6, 1.0 / 2, 1.0, 1.0});
    return hn::BitCast(kDoubles, hn::Add(hn::BitCast(kWholes, series), hn::ShiftLeft<52>(to_whole(shifted))));
}

/// Φ⁻¹(½ + q) for |q| ≤ 0.425.
inline Double quantile_near_middle(Double q) {
    const Double r = hn::Sub(constant(0.180625), hn::Mul(q, q));
    const Double top =
        polynomial(r, std::array{2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
                                 4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
                                 1.3314166789178437745e2, 3.3871328727963666080e0});
    const Double bottom =
        polynomial(r, std::array{5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
                                 2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
                                 4.2313330701600911252e1, 1.0});
    return hn::Mul(q, hn::Div(top, bottom));
}

/// −Φ⁻¹(p) for p from e^{−25} to 0.075.
inline Double quantile_of_tail(Double p) {
    const Double r = hn::Sub(hn::Sqrt(hn::Neg(log(p))), constant(1.6));
    const Double top =
        polynomial(r, std::array{7.7454501427834140764e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
                                 1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
                                 4.63033784615654529590e0, 1.42343711074968357734e0});
    const Double bottom =
        polynomial(r, std::array{1.05075007164441684324e-9, 5.4759380849953449460e-4, 1.51986665636164571966e-2,
                                 1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
                                 2.05319162663775882187e0, 1.0});
    return hn::Div(top, bottom);
}

/// Φ⁻¹ of u from 2^−33 to 1 − 2^−33.
inline Double quantile(Double u) {
    const Double q = hn::Sub(u, constant(0.5));
    const auto in_middle = hn::Le(hn::Abs(q), constant(0.425));
    const Double middle = quantile_near_middle(q);
    if (hn::AllTrue(kDoubles, in_middle)) { return middle; }
    const Double p = hn::Min(u, hn::Sub(constant(1.0), u));
    return hn::IfThenElse(in_middle, middle, hn::CopySign(quantile_of_tail(p), q));
}

/// Of the words at `words`, as many as a register has lanes for.
inline Double uniforms(const std::uint32_t* words) {
    const hn::Rebind<std::uint32_t, Doubles> narrow;
    const Whole whole = hn::BitCast(kWholes, hn::PromoteTo(hn::RebindToUnsigned<Doubles>(), hn::LoadU(narrow, words)));
    return hn::Mul(hn::Add(to_double(whole), constant(0.5)), constant(0x1p-32));
}

void lognormal_some(const std::uint32_t* words, const double* log_mean, const double* log_sd, double* out) {
    const Double z = quantile(uniforms(words));
    const Double x = hn::Add(hn::LoadU(kDoubles, log_mean), hn::Mul(hn::LoadU(kDoubles, log_sd), z));
    hn::StoreU(exp(hn::Max(hn::Min(x, constant(700.0)), constant(-700.0))), kDoubles, out);
}

void lognormal_all(const std::uint32_t* words, const double* log_mean, const double* log_sd, double* out,
                   std::size_t count) {
    constexpr std::size_t kMost = hn::MaxLanes(kDoubles);
    const std::size_t step = hn::Lanes(kDoubles);
    std::size_t place = 0;
    for (; place + step <= count; place += step) {
        lognormal_some(words + place, log_mean + place, log_sd + place, out + place);
    }
    if (place == count) { return; }
    // The rest, which fills no register.
    std::array<std::uint32_t, kMost> few_words{};
    std::array<double, kMost> few_means{};
    std::array<double, kMost> few_sds{};
    std::copy(words + place, words + count, few_words.begin());
    std::copy(log_mean + place, log_mean + count, few_means.begin());
    std::copy(log_sd + place, log_sd + count, few_sds.begin());
    std::array<double, kMost> few{};
    lognormal_some(few_words.data(), few_means.data(), few_sds.data(), few.data());
    std::copy_n(few.begin(), count - place, out + place);
}

} // namespace kdt::random::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kdt::random {

HWY_EXPORT(lognormal_all);

void lognormals(std::span<const std::uint32_t> words, std::span<const double> log_mean, std::span<const double> log_sd,
                std::span<double> out) {
    assert(log_mean.size() == words.size() && log_sd.size() == words.size() && out.size() == words.size());
    HWY_DYNAMIC_DISPATCH(lognormal_all)(words.data(), log_mean.data(), log_sd.data(), out.data(), words.size());
}

} // namespace kdt::random
#endif
