#include "book/annuity.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <cassert>
#include <cmath>

namespace kdt::book {
namespace {

using Big = boost::multiprecision::cpp_int;

constexpr unsigned kFractionBits = 76;             // with an amount below 2^50 (10 万亿元) the product fits 128 bits
constexpr std::int64_t kYear = 12'000'000'000'000; // 12 months of 10^12

struct Fraction {
    Big numerator;
    Big denominator;
};

/// f(k) as a fraction of whole numbers: with 1 + r = a/d, (aⁿ − aᵏd^(n−k)) / (aⁿ − dⁿ).
Fraction fraction_of(std::int64_t yearly_trillionths, int months, int k) {
    if (yearly_trillionths == 0) { return {months - k, months}; }
    const Big common = boost::multiprecision::gcd(Big(kYear), Big(yearly_trillionths));
    const Big d = kYear / common;
    const Big a = (Big(kYear) + yearly_trillionths) / common;
    const auto n = static_cast<unsigned>(months);
    const auto so_far = static_cast<unsigned>(k);
    const Big all = boost::multiprecision::pow(a, n);
    return {all - boost::multiprecision::pow(a, so_far) * boost::multiprecision::pow(d, n - so_far),
            all - boost::multiprecision::pow(d, n)};
}

} // namespace

Annuity::Annuity(Rate yearly, int months)
    : yearly_trillionths_(std::llround(yearly.value * 1e12)), months_(months),
      fraction_(static_cast<std::size_t>(months) + 1) {
    for (int k = 0; k <= months; ++k) {
        const Fraction f = fraction_of(yearly_trillionths_, months, k);
        fraction_[static_cast<std::size_t>(k)] = static_cast<Wide>((f.numerator << kFractionBits) / f.denominator);
    }
}

Fen Annuity::balance_after(Fen principal, int k) const {
    assert(principal >= Fen{} && principal <= kLargestAmount);
    constexpr Wide kHalf = Wide{1} << (kFractionBits - 1);
    const auto amount = static_cast<Wide>(principal.count);
    const Wide least = amount * fraction_[static_cast<std::size_t>(k)] + kHalf;
    const Wide most = least + amount; // f lies less than one unit of its last place above its floor
    if (least >> kFractionBits == most >> kFractionBits) {
        return Fen{static_cast<std::int64_t>(least >> kFractionBits)};
    }
    // About one balance in a million of millions lies so near half a 分 that only the whole fraction tells.
    const Fraction f = fraction_of(yearly_trillionths_, months_, k);
    return Fen{static_cast<std::int64_t>((2 * principal.count * f.numerator + f.denominator) / (2 * f.denominator))};
}

double Annuity::fraction_after(int k) const {
    return std::ldexp(static_cast<double>(fraction_[static_cast<std::size_t>(k)]), -static_cast<int>(kFractionBits));
}

} // namespace kdt::book
