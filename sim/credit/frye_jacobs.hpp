#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace kdt::credit {

/// Φ(x − k)/Φ(x), the conditional LGD of Frye & Jacobs (2012) at P_c = Φ(x), within [0,1].
/// Where Φ(x) vanishes nobody defaults, and at x = ∞ everybody: `unconditional` is returned. LGD 0 and 1 are left as
/// they are.
double frye_jacobs_ratio(double x, double k, double unconditional);

/// The k that keeps the expected loss, E[Φ(x − k)] = expected_loss, where x = Φ⁻¹(P_c) takes its values with these
/// weights; for models without a closed form. 0 < expected_loss < E[Φ(x)].
double frye_jacobs_shift(std::span<const double> x, std::span<const double> weight, double expected_loss);

/// Shifts k solved beforehand, by LGD: a book knows few LGDs, and a root for every default would be slow.
class ShiftsByLgd {
public:
    void add(double lgd, double k);
    std::optional<double> find(double lgd) const;

private:
    std::vector<std::pair<double, double>> by_lgd_; ///< ascending
};

} // namespace kdt::credit
