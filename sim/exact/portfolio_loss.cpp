#include "exact/portfolio_loss.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace kdt::exact {

std::optional<std::vector<Borrower>> by_borrower(std::span<const Loan> loans) {
    std::map<std::size_t, std::size_t> place;
    std::vector<Borrower> borrowers;
    for (const Loan& loan : loans) {
        const auto [found, added] = place.emplace(loan.borrower, borrowers.size());
        if (added) {
            borrowers.push_back({loan.loss, loan.risk});
            continue;
        }
        Borrower& borrower = borrowers[found->second];
        if (borrower.risk.correlation != loan.risk.correlation || borrower.risk.direction != loan.risk.direction) {
            return std::nullopt;
        }
        borrower.loss += loan.loss;
        borrower.risk.pd = std::max(borrower.risk.pd, loan.risk.pd);
    }
    return borrowers;
}

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

struct Holding {
    std::size_t units = 0;
    ConditionalPd conditional;
};

struct Lattice {
    std::int64_t unit = 1;
    std::int64_t units = 0;
};

/// Nothing if the lattice has more than `most` units.
std::optional<Lattice> lattice_of(std::span<const Borrower> borrowers, std::int64_t most) {
    Lattice lattice{0, 0};
    for (const Borrower& borrower : borrowers) { lattice.unit = std::gcd(lattice.unit, borrower.loss); }
    if (lattice.unit == 0) { return Lattice{1, 0}; }
    for (const Borrower& borrower : borrowers) {
        const std::int64_t units = borrower.loss / lattice.unit;
        if (units > most - lattice.units) { return std::nullopt; }
        lattice.units += units;
    }
    return lattice;
}

/// Small losses first, so that the array stays short for longest.
std::vector<Holding> positions_of(std::span<const Borrower> borrowers, std::int64_t unit, std::optional<double> nu) {
    std::vector<Holding> positions;
    for (const Borrower& borrower : borrowers) {
        if (borrower.loss == 0) { continue; }
        positions.push_back({static_cast<std::size_t>(borrower.loss / unit), ConditionalPd(borrower.risk, nu)});
    }
    std::stable_sort(positions.begin(), positions.end(),
                     [](const Holding& a, const Holding& b) { return a.units < b.units; });
    return positions;
}

FactorSpace space_of(std::span<const Borrower> borrowers, std::optional<double> nu) {
    std::vector<DefaultRisk> risks;
    for (const Borrower& borrower : borrowers) { risks.push_back(borrower.risk); }
    return factor_space(risks, nu);
}

} // namespace

std::optional<LossDistribution> portfolio_loss(std::span<const Borrower> borrowers,
                                               std::optional<double> degrees_of_freedom,
                                               const PortfolioLimits& limits) {
    const auto lattice = lattice_of(borrowers, limits.most_units);
    if (!lattice) { return std::nullopt; }
    const auto units = static_cast<std::size_t>(lattice->units);
    const std::vector<Holding> positions = positions_of(borrowers, lattice->unit, degrees_of_freedom);

    Convolution losses(units);
    double operations = 0.0;
    const Integrand integrand = [&](const FactorPoint& point, double weight, std::span<double> sum) {
        losses.restart();
        for (const Holding& position : positions) {
            losses.add(position.units, position.conditional(point));
            operations += static_cast<double>(losses.width());
            if (operations > limits.most_operations || (limits.cancelled && limits.cancelled())) { return false; }
        }
        losses.add_to(sum, weight);
        return true;
    };
    const auto mixed = expectation(space_of(borrowers, degrees_of_freedom), units + 1, integrand, limits.accuracy);
    if (!mixed) { return std::nullopt; }
    return LossDistribution(mixed->value, lattice->unit, mixed->error);
}

} // namespace kdt::exact
