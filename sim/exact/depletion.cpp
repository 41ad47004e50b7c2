#include "exact/depletion.hpp"

#include "exact/claim_clock.hpp"

#include <algorithm>
#include <numeric>

namespace kdt::exact {

namespace {

/// A month up to which claims must stay within `units`.
struct Bound {
    std::size_t month = 0;
    std::size_t units = 0;
};

struct Bounds {
    std::int64_t unit = 1;
    std::vector<Bound> list; ///< in order of month
    double states = 1.0;
};

/// Only the last month before money arrives can bind, and no bound that all claims together keep.
Bounds bounds_of(std::span<const TimedClaim> claims, std::span<const std::int64_t> money) {
    Bounds bounds{0, {}, 1.0};
    for (const TimedClaim& each : claims) { bounds.unit = std::gcd(bounds.unit, each.claim); }
    if (bounds.unit == 0) { return {}; }
    std::int64_t all = 0;
    for (const TimedClaim& each : claims) { all += each.claim / bounds.unit; }
    for (std::size_t t = 0; t < money.size(); ++t) {
        const std::int64_t units = money[t] / bounds.unit;
        const bool last_before_more = t + 1 == money.size() || money[t + 1] / bounds.unit > units;
        if (!last_before_more || units >= all) { continue; }
        bounds.list.push_back({t + 1, static_cast<std::size_t>(units)});
        bounds.states *= static_cast<double>(units) + 1.0;
    }
    return bounds;
}

struct Position {
    std::size_t units = 0;
    ClaimClock clock;
};

/// Probability of each vector of claims (one coordinate a stretch) that breaks no bound; the rest is depleted.
class Table {
public:
    explicit Table(const std::vector<Bound>& bounds) : bounds_(bounds) {
        std::size_t size = 1;
        for (const Bound& bound : bounds) {
            strides_.push_back(size);
            size *= bound.units + 1;
        }
        mass_.resize(size);
        for (std::size_t state = size; state-- > 0;) { keep_if_allowed(state); }
    }

    void restart() {
        std::fill(mass_.begin(), mass_.end(), 0.0);
        mass_[0] = 1.0;
    }

    /// One more borrower: its claim falls in stretch j with probability p[j]. In place, from the far end, since a
    /// claim only moves mass to later states.
    void add(std::size_t units, const std::vector<double>& p) {
        const double none = 1.0 - std::accumulate(p.begin(), p.end(), 0.0);
        const std::size_t* coordinate = coordinates_.data();
        for (const std::size_t state : allowed_) {
            double sum = none * mass_[state];
            for (std::size_t j = 0; j < p.size(); ++j, ++coordinate) {
                if (*coordinate >= units) { sum += p[j] * mass_[state - units * strides_[j]]; }
            }
            mass_[state] = sum;
        }
    }

    double survival() const { return std::accumulate(mass_.begin(), mass_.end(), 0.0); }
    std::size_t size() const { return allowed_.size(); }

private:
    void keep_if_allowed(std::size_t state) {
        std::vector<std::size_t> coordinates;
        std::size_t claims = 0;
        for (std::size_t j = 0; j < bounds_.size(); ++j) {
            coordinates.push_back(state / strides_[j] % (bounds_[j].units + 1));
            claims += coordinates.back();
            if (claims > bounds_[j].units) { return; }
        }
        allowed_.push_back(state);
        coordinates_.insert(coordinates_.end(), coordinates.begin(), coordinates.end());
    }

    const std::vector<Bound>& bounds_;
    std::vector<std::size_t> strides_;
    std::vector<double> mass_;
    std::vector<std::size_t> allowed_;     ///< states that break no bound, from the far end
    std::vector<std::size_t> coordinates_; ///< theirs, one after another
};

double survival(Table& table, const std::vector<Position>& positions, const std::vector<Bound>& bounds,
                const FactorPoint& point) {
    std::vector<double> p(bounds.size());
    table.restart();
    for (const Position& position : positions) {
        const double multiplier = position.clock.multiplier(point);
        double before = 0.0;
        for (std::size_t j = 0; j < bounds.size(); ++j) {
            const double by = position.clock.by(bounds[j].month, multiplier);
            p[j] = by - before;
            before = by;
        }
        table.add(position.units, p);
    }
    return table.survival();
}

} // namespace

std::optional<double> depletion_probability(std::span<const TimedClaim> claims, std::span<const std::int64_t> money,
                                            std::optional<double> degrees_of_freedom, const DepletionLimits& limits) {
    const Bounds bounds = bounds_of(claims, money);
    if (bounds.list.empty()) { return 0.0; }
    if (bounds.states > limits.most_states) { return std::nullopt; }
    std::vector<Position> positions;
    std::vector<DefaultRisk> risks;
    for (const TimedClaim& each : claims) {
        if (each.claim == 0) { continue; }
        positions.push_back({static_cast<std::size_t>(each.claim / bounds.unit),
                             ClaimClock(each.risk, each.by_month, degrees_of_freedom)});
        risks.push_back(each.risk);
    }
    Table table(bounds.list);
    double operations = 0.0;
    const Integrand integrand = [&](const FactorPoint& point, double weight, std::span<double> sum) {
        sum[0] += weight * survival(table, positions, bounds.list, point);
        operations += static_cast<double>(positions.size() * table.size() * (bounds.list.size() + 1));
        return operations <= limits.most_operations;
    };
    const auto mixed = expectation(factor_space(risks, degrees_of_freedom), 1, integrand, limits.accuracy);
    if (!mixed) { return std::nullopt; }
    return 1.0 - mixed->value[0];
}

} // namespace kdt::exact
