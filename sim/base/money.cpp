#include "base/money.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace kdt {
namespace {

using Wide = __int128;

constexpr double kRangeOfInt64 = 9.2233720368547748e18;

Fen narrow(Wide value) {
    if (value > INT64_MAX || value < INT64_MIN) { throw MoneyOverflow(); }
    return Fen{static_cast<std::int64_t>(value)};
}

/// Places a split works on without allocating; contract splits have at most a handful of parties.
constexpr std::size_t kSmall = 16;

/// Hands the units left over by rounding down to the places with the largest remainders.
template <class Remainder>
void hand_out(std::int64_t left, std::span<Remainder> remainder, std::span<Fen> out) {
    for (; left > 0; --left) {
        const auto place = std::max_element(remainder.begin(), remainder.end());
        out[static_cast<std::size_t>(place - remainder.begin())] += Fen{1};
        *place = Remainder(-1);
    }
}

template <class Remainder, class Fill>
void with_scratch(std::size_t places, Fill fill) {
    if (places <= kSmall) {
        std::array<Remainder, kSmall> scratch{};
        fill(std::span(scratch).first(places));
    } else {
        std::vector<Remainder> scratch(places);
        fill(std::span(scratch));
    }
}

} // namespace

Fen to_fen(double value) {
    const double rounded = std::round(value);
    if (!(std::abs(rounded) < kRangeOfInt64)) { throw MoneyOverflow(); }
    return Fen{static_cast<std::int64_t>(rounded)};
}

Fen round_part(Fen amount, Rate rate) { return to_fen(static_cast<double>(amount.count) * rate.value); }

Fen scale(Fen amount, Fen numerator, Fen denominator) {
    const Wide product = Wide(amount.count) * numerator.count;
    const Wide half = denominator.count / 2;
    const bool odd = denominator.count % 2 != 0;
    const Wide magnitude = product < 0 ? -product : product;
    Wide quotient = magnitude / denominator.count;
    const Wide rest = magnitude % denominator.count;
    if (rest > half || (rest == half && !odd)) { ++quotient; }
    return narrow(product < 0 ? -quotient : quotient);
}

void split(Fen total, std::span<const double> weights, std::span<Fen> out) {
    if (total < Fen{}) {
        split(-total, weights, out);
        for (Fen& part : out) { part = -part; }
        return;
    }
    double sum = 0.0;
    for (double weight : weights) { sum += weight; }
    with_scratch<double>(weights.size(), [&](std::span<double> remainder) {
        std::int64_t left = total.count;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const double exact = static_cast<double>(total.count) * (weights[i] / sum);
            // An exact product such as 0.3·10 may fall a hair below its integer: take the nearest one then.
            const double near = std::round(exact);
            const double whole = std::abs(exact - near) <= 1e-12 * std::abs(exact) ? near : std::floor(exact);
            out[i] = to_fen(whole);
            remainder[i] = std::max(0.0, exact - whole);
            left -= out[i].count;
        }
        for (std::size_t i = out.size(); left < 0 && i-- > 0;) {
            const std::int64_t back = std::min(out[i].count, -left);
            out[i].count -= back;
            left += back;
        }
        hand_out(left, remainder, out);
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
    with_scratch<Wide>(weights.size(), [&](std::span<Wide> remainder) {
        std::int64_t left = total.count;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const Wide product = Wide(total.count) * weights[i].count;
            out[i] = narrow(product / sum);
            remainder[i] = product % sum;
            left -= out[i].count;
        }
        hand_out(left, remainder, out);
    });
}

} // namespace kdt
