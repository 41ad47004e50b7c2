#pragma once

#include "tally/wide_sum.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <cstdint>

namespace kdt::tally {

/// Wide enough for every product of sums that an estimate needs: no cancellation on the way to a double.
using Exact = boost::multiprecision::int512_t;

inline Exact exact(const WideSum& sum) {
    Exact value = sum.high();
    value *= Exact(1) << 64;
    value += sum.middle();
    value *= Exact(1) << 64;
    value += sum.low();
    return value;
}

inline double to_double(const Exact& value) { return value.convert_to<double>(); }

} // namespace kdt::tally
