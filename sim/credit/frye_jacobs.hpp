#pragma once

namespace kdt::credit {

/// Φ(x − k)/Φ(x), the conditional LGD of Frye & Jacobs (2012) at P_c = Φ(x), within [0,1].
/// Where Φ(x) vanishes nobody defaults, and `unconditional` is returned. LGD 0 and 1 are left as they are.
double frye_jacobs_ratio(double x, double k, double unconditional);

} // namespace kdt::credit
