#include "results/half_width.hpp"

#include "tally/interval.hpp"

namespace kdt::results {

double half_width(double se) { return tally::kNormal95 * se; }

double se_of_half_width(double half) { return half / tally::kNormal95; }

Number shown_error(Number value, Number se) {
    return value && se.value_or(0.0) != 0.0 ? Number(half_width(*se)) : std::nullopt;
}

Bounds shown_bounds(const Probability& p) {
    if (p.lo == p.hi) { return {}; }
    return {p.events > 0 ? p.lo : std::nullopt, p.events < p.n ? p.hi : std::nullopt};
}

} // namespace kdt::results
