#include "base/money.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace kdt {
namespace {

using Wide = __int128;

constexpr double kRangeOfInt64 = 9.2233720368547748e18;
/// Rates are decimals of at most twelve places: as whole trillionths their products with money are exact.
constexpr double kTrillion = 1e12;

Fen narrow(Wide value) {
    if (value > INT64_MAX || value < INT64_MIN) { throw MoneyOverflow(); }
    return Fen{static_cast<std::int64_t>(value)};
}

/// Places a split works on without allocating; contract splits have at most a handful of parties.
constexpr std::size_t kSmall = 16;

/// Hands the units left over by rounding down to the places with the largest remainders.
void hand_out(std::int64_t left, std::span<Wide> remainder, std::span<Fen> out) {
    for (; left > 0; --left) {
        const auto place = std::max_element(remainder.begin(), remainder.end());
        out[static_cast<std::size_t>(place - remainder.begin())] += Fen{1};
        *place = -1;
    }
}

/// Scratch numbers for `places` parts: without allocating for as few as a contract has.
template <class Number, class Use>
void with_scratch(std::size_t places, Use use) {
    if (places <= kSmall) {
        std::array<Number, kSmall> scratch; // each place is written before it is read
        use(std::span(scratch).first(places));
    } else {
        std::vector<Number> scratch(places);
        use(std::span(scratch));
    }
}

struct Division {
    Wide quotient; ///< rounded down
    Wide rest;
};

/// numerator ≥ 0, denominator > 0, both at most 2^126; `near` is about the quotient, to 10^-15 of it, or to 10^-12 of
/// an amount of at most 10^15. One that a double holds is put right by its exact rest, a few hundred denominators of
/// 10^12 at most, else a few: the low 64 bits tell it. A division of 128 bits takes several times as long.
Division divide(Wide numerator, Wide denominator, double near) {
    constexpr double kExactInDouble = 0x1p50;
    constexpr Wide kLargestInLowBits = Wide{1} << 60;
    if (!(near < kExactInDouble) || denominator > kLargestInLowBits) {
        return {numerator / denominator, numerator % denominator};
    }
    const auto low = static_cast<std::int64_t>(denominator);
    auto quotient = static_cast<std::int64_t>(near);
    auto rest = static_cast<std::int64_t>(static_cast<std::uint64_t>(numerator) -
                                          static_cast<std::uint64_t>(quotient) * static_cast<std::uint64_t>(low));
    while (rest < 0) {
        --quotient;
        rest += low;
    }
    while (rest >= low) {
        ++quotient;
        rest -= low;
    }
    return {quotient, rest};
}

/// product / denominator, rounded half away from zero; denominator > 0, `near` is about what comes out.
Fen rounded(Wide product, Wide denominator, double near) {
    const auto [quotient, rest] = divide(product < 0 ? -product : product, denominator, std::abs(near));
    const Wide nearest = quotient + (rest >= denominator - rest ? 1 : 0);
    return narrow(product < 0 ? -nearest : nearest);
}

double as_double(Fen amount) { return static_cast<double>(amount.count); }

Wide in_trillionths(Fen amount, Rate rate) { return Wide(amount.count) * to_fen(rate.value * kTrillion).count; }

/// The power of ten that brings the largest weight to 15 digits: decimals that people write become whole numbers.
double to_whole(std::span<const double> weights) {
    const double largest = *std::max_element(weights.begin(), weights.end());
    return std::pow(10.0, 14.0 - std::floor(std::log10(largest)));
}

} // namespace

void leave_range() { throw MoneyOverflow(); }

Fen to_fen(double value) {
    if (!(std::abs(value) < kRangeOfInt64)) { throw MoneyOverflow(); }
    const auto whole = static_cast<std::int64_t>(value); // towards zero; what is left of it is exact
    const double rest = value - static_cast<double>(whole);
    return Fen{whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0)};
}

Fen round_part(Fen amount, Rate rate, int divisor) {
    if (rate.value == 0.0) { return Fen{}; }
    if (rate.value == 1.0 && divisor == 1) { return amount; }
    return rounded(in_trillionths(amount, rate), Wide(static_cast<std::int64_t>(kTrillion)) * divisor,
                   as_double(amount) * rate.value / divisor);
}

Fen round_trillionths(Fen amount, std::int64_t trillionths) {
    return rounded(Wide(amount.count) * trillionths, static_cast<std::int64_t>(kTrillion),
                   as_double(amount) * static_cast<double>(trillionths) / kTrillion);
}

Fen round_sum(std::span<const WeightedFen> parts) {
    Wide sum = 0;
    for (const WeightedFen& part : parts) { sum += in_trillionths(part.amount, part.rate); }
    return rounded(sum, static_cast<std::int64_t>(kTrillion), static_cast<double>(sum) / kTrillion);
}

Fen scale(Fen amount, Fen numerator, Fen denominator) {
    return rounded(Wide(amount.count) * numerator.count, denominator.count,
                   as_double(amount) * as_double(numerator) / as_double(denominator));
}

void split(Fen total, std::span<const double> weights, std::span<Fen> out) {
    with_scratch<Fen>(weights.size(), [&](std::span<Fen> whole) {
        const double factor = to_whole(weights);
        std::transform(weights.begin(), weights.end(), whole.begin(), [&](double w) { return to_fen(w * factor); });
        split(total, std::span<const Fen>(whole), out);
    });
}

void split(Fen total, std::span<const Fen> weights, std::span<Fen> out) {
    if (total < Fen{}) {
        split(-total, weights, out);
        for (Fen& part : out) { part = -part; }
        return;
    }
    Wide sum = 0;
    for (Fen weight : weights) { sum += weight.count; }
    const auto of_sum = static_cast<double>(sum);
    with_scratch<Wide>(weights.size(), [&](std::span<Wide> remainder) {
        std::int64_t left = total.count;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            out[i] = Fen{};
            remainder[i] = 0;
            if (weights[i] == Fen{}) { continue; }
            const auto [part, rest] =
                divide(Wide(total.count) * weights[i].count, sum, as_double(total) * as_double(weights[i]) / of_sum);
            out[i] = narrow(part);
            remainder[i] = rest;
            left -= out[i].count;
        }
        hand_out(left, remainder, out);
    });
}

} // namespace kdt
