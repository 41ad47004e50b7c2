#include "exact/mixture_loss.hpp"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace kdt::exact {

namespace {

/// A sum of independent two-point losses, one added at a time. Only entries that matter are kept: what is dropped,
/// below 1e-25 each, is in all below 1e-15 for 10,000 borrowers over 2,000,000 units.
class Convolution {
public:
    explicit Convolution(std::size_t units) : now_(units + 1), next_(units + 1) {}

    void restart() {
        first_ = 0;
        end_ = 1;
        now_[0] = 1.0;
    }

    void add(std::size_t units, double p) {
        if (p <= 0.0) { return; }
        std::fill(next_.begin() + offset(end_), next_.begin() + offset(end_ + units), 0.0);
        const double* from = now_.data();
        double* stays = next_.data();
        double* moves = next_.data() + units;
        for (std::size_t u = first_; u < end_; ++u) { stays[u] = (1.0 - p) * from[u]; }
        for (std::size_t u = first_; u < end_; ++u) { moves[u] += p * from[u]; }
        end_ += units;
        while (end_ - first_ > 1 && next_[end_ - 1] < kNegligible) { --end_; }
        while (end_ - first_ > 1 && next_[first_] < kNegligible) { ++first_; }
        std::swap(now_, next_);
    }

    std::size_t width() const { return end_ - first_; }

    void add_to(std::span<double> sum, double weight) const {
        for (std::size_t u = first_; u < end_; ++u) { sum[u] += weight * now_[u]; }
    }

private:
    static constexpr double kNegligible = 1e-25;
    static std::ptrdiff_t offset(std::size_t u) { return static_cast<std::ptrdiff_t>(u); }

    std::vector<double> now_;
    std::vector<double> next_;
    std::size_t first_ = 0; ///< entries first_ … end_−1 of now_ are valid
    std::size_t end_ = 1;
};

struct Lattice {
    std::int64_t unit = 1;
    std::int64_t units = 0;
};

/// Nothing if the lattice has more than `most` units.
std::optional<Lattice> lattice_of(std::span<const std::int64_t> losses, std::int64_t most) {
    Lattice lattice{0, 0};
    for (std::int64_t loss : losses) { lattice.unit = std::gcd(lattice.unit, loss); }
    if (lattice.unit == 0) { return Lattice{1, 0}; }
    for (std::int64_t loss : losses) {
        const std::int64_t units = loss / lattice.unit;
        if (units > most - lattice.units) { return std::nullopt; }
        lattice.units += units;
    }
    return lattice;
}

/// Places of those that can lose anything, small losses first, so that the array stays short for longest.
std::vector<std::size_t> in_order(std::span<const std::int64_t> losses) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        if (losses[i] > 0) { places.push_back(i); }
    }
    std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) { return losses[a] < losses[b]; });
    return places;
}

} // namespace

std::optional<LossDistribution> mixture_loss(std::span<const std::int64_t> losses, const FactorSpace& space,
                                             const ConditionalPds& conditional, const PortfolioLimits& limits) {
    const auto lattice = lattice_of(losses, limits.most_units);
    if (!lattice) { return std::nullopt; }
    const auto units = static_cast<std::size_t>(lattice->units);
    const std::vector<std::size_t> places = in_order(losses);

    Convolution sum_of_losses(units);
    std::vector<double> pds(losses.size());
    double operations = 0.0;
    const Integrand integrand = [&](const FactorPoint& point, double weight, std::span<double> sum) {
        conditional(point, pds);
        sum_of_losses.restart();
        for (std::size_t place : places) {
            sum_of_losses.add(static_cast<std::size_t>(losses[place] / lattice->unit), pds[place]);
            operations += static_cast<double>(sum_of_losses.width());
            if (operations > limits.most_operations || limits.stopped()) { return false; }
        }
        sum_of_losses.add_to(sum, weight);
        return true;
    };
    const auto mixed = expectation(space, units + 1, integrand, limits.accuracy);
    if (!mixed) { return std::nullopt; }
    return LossDistribution(mixed->value, lattice->unit, mixed->error);
}

} // namespace kdt::exact
