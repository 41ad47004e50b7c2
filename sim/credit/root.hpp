#pragma once

#include <boost/math/tools/toms748_solve.hpp>

#include <cstdint>

namespace kdt::credit {

/// The root of an increasing f in [low, high], to the last bits, by Alefeld, Potra & Shi (TOMS 748).
template <class F>
double root_between(const F& f, double low, double high) {
    std::uintmax_t most = 200;
    const auto [a, b] =
        boost::math::tools::toms748_solve(f, low, high, boost::math::tools::eps_tolerance<double>(), most);
    return 0.5 * (a + b);
}

} // namespace kdt::credit
