#pragma once

#include "base/money.hpp"

namespace kdt::pool {

/// What the pool's base allows to be outstanding: round(multiple · base), base not below 0.
inline Fen ceiling(double multiple, Fen base) { return round_part(not_below_zero(base), Rate{multiple}); }

} // namespace kdt::pool
