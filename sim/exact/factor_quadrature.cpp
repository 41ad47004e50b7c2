#include "exact/factor_quadrature.hpp"

#include "exact/normal.hpp"

#include <boost/math/distributions/chi_squared.hpp>

#include <algorithm>
#include <cmath>

namespace kdt::exact {

namespace {

constexpr double kRadius = 8.0;
constexpr double kFirstStep = 0.5;

/// √(W/ν) where W is the χ²_ν quantile of Φ(v); each half from its own tail, for accuracy.
double scale_at(double v, double nu) {
    const boost::math::chi_squared law(nu);
    const double w = v < 0.0 ? boost::math::quantile(law, normal_cdf(v))
                             : boost::math::quantile(boost::math::complement(law, normal_cdf(-v)));
    return std::sqrt(w / nu);
}

/// The grid of one step; points that an earlier, twice as wide step has visited are left out.
class Grid {
public:
    Grid(const FactorSpace& space, int halvings)
        : space_(space), first_(halvings == 0), step_(std::ldexp(kFirstStep, -halvings)),
          reach_(static_cast<int>(kRadius / step_)) {
        for (int i = -reach_; i <= reach_; ++i) {
            const double x = step_ * i;
            density_.push_back(normal_density(x));
            if (space_.degrees_of_freedom) { scale_.push_back(scale_at(x, *space_.degrees_of_freedom)); }
        }
    }

    int dimensions() const { return space_.normals + (space_.degrees_of_freedom ? 1 : 0); }
    double cell() const { return std::pow(step_, dimensions()); }
    double size() const { return std::pow(2.0 * reach_ + 1.0, dimensions()); }

    /// Calls visit(point, density) at each new point; false if visit gave up.
    template <class Visit>
    bool each_new(const Visit& visit) const {
        const int i_reach = space_.normals > 0 ? reach_ : 0;
        const int j_reach = space_.normals > 1 ? reach_ : 0;
        const int k_reach = space_.degrees_of_freedom ? reach_ : 0;
        for (int k = -k_reach; k <= k_reach; ++k) {
            for (int i = -i_reach; i <= i_reach; ++i) {
                for (int j = -j_reach; j <= j_reach; ++j) {
                    if (visited(i, j, k)) { continue; }
                    const double density = (space_.normals > 0 ? at(density_, i) : 1.0) *
                                           (space_.normals > 1 ? at(density_, j) : 1.0) *
                                           (space_.degrees_of_freedom ? at(density_, k) : 1.0);
                    const double scale = space_.degrees_of_freedom ? at(scale_, k) : 1.0;
                    if (!visit(FactorPoint{{step_ * i, step_ * j}, scale}, density)) { return false; }
                }
            }
        }
        return true;
    }

private:
    double at(const std::vector<double>& values, int i) const { return values[static_cast<std::size_t>(i + reach_)]; }

    bool visited(int i, int j, int k) const {
        const double squared = step_ * step_ * (1.0 * i * i + 1.0 * j * j + 1.0 * k * k);
        const bool even = i % 2 == 0 && j % 2 == 0 && k % 2 == 0;
        return squared > kRadius * kRadius || (even && !first_);
    }

    FactorSpace space_;
    bool first_;
    double step_;
    int reach_;
    std::vector<double> density_;
    std::vector<double> scale_;
};

double error_after(double moved) {
    constexpr double kRounding = 2e-15;
    return moved > 1e-4 ? moved : std::max(kRounding, std::pow(moved, 1.5));
}

/// Replaces `value` by cell · sum; returns the largest move of a partial sum.
double renew(std::vector<double>& value, std::span<const double> sum, double cell) {
    double moved = 0.0;
    double largest = 0.0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const double now = cell * sum[i];
        moved += now - value[i];
        largest = std::max(largest, std::abs(moved));
        value[i] = now;
    }
    return largest;
}

} // namespace

std::optional<Expectation> expectation(const FactorSpace& space, std::size_t size, const Integrand& integrand,
                                       const Accuracy& accuracy) {
    Expectation result;
    result.value.assign(size, 0.0);
    std::vector<double> sum(size, 0.0);
    for (int halvings = 0;; ++halvings) {
        const Grid grid(space, halvings);
        if (halvings > 1 && grid.size() > static_cast<double>(accuracy.max_points)) { return result; }
        const bool done = grid.each_new([&](const FactorPoint& point, double density) {
            ++result.points;
            return integrand(point, density, sum);
        });
        if (!done) { return std::nullopt; }
        result.error = error_after(renew(result.value, sum, grid.cell()));
        if (grid.dimensions() == 0) {
            result.error = 0.0;
            return result;
        }
        if (halvings > 0 && result.error <= accuracy.tolerance) { return result; }
    }
}

} // namespace kdt::exact
