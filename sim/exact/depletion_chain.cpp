#include "exact/depletion.hpp"

#include "exact/binomial.hpp"
#include "exact/claim_clock.hpp"

#include <algorithm>
#include <utility>

namespace kdt::exact {

namespace {

/// P(d defaults so far, never short of money), carried from month to month.
class DefaultChain {
public:
    explicit DefaultChain(std::size_t loans) : loans_(loans) {}

    void restart() {
        mass_.assign(loans_ + 1, 0.0);
        mass_[0] = 1.0;
    }

    /// Each loan still alive defaults with probability p; more than `most` defaults are depletion.
    void step(double p, std::size_t most) {
        next_.assign(loans_ + 1, 0.0);
        for (std::size_t d = 0; d <= std::min(most, loans_); ++d) {
            if (mass_[d] == 0.0) { continue; }
            const BinomialRange range = binomial(loans_ - d, p, pmf_);
            for (std::size_t k = range.first; k <= range.last && d + k <= most; ++k) {
                next_[d + k] += mass_[d] * pmf_[k];
            }
        }
        std::swap(mass_, next_);
    }

    /// The same where the step itself may have at most `most` defaults, however many came before.
    void step_within(double p, std::size_t most) {
        next_.assign(loans_ + 1, 0.0);
        for (std::size_t d = 0; d <= loans_; ++d) {
            if (mass_[d] == 0.0) { continue; }
            const BinomialRange range = binomial(loans_ - d, p, pmf_);
            for (std::size_t k = range.first; k <= std::min(range.last, most); ++k) {
                next_[d + k] += mass_[d] * pmf_[k];
            }
        }
        std::swap(mass_, next_);
    }

    double survival() const {
        double sum = 0.0;
        for (const double p : mass_) { sum += p; }
        return sum;
    }

private:
    std::size_t loans_;
    std::vector<double> mass_;
    std::vector<double> next_;
    std::vector<double> pmf_;
};

/// P(defaults by month `to`, given none by month `from`).
double between(const ClaimClock& clock, std::size_t from, std::size_t to, double multiplier) {
    const double alive = 1.0 - clock.by(from, multiplier);
    return alive > 0.0 ? (clock.by(to, multiplier) - clock.by(from, multiplier)) / alive : 0.0;
}

} // namespace

std::vector<double> depletion_of_equal_loans(std::size_t loans, const TimedClaim& each,
                                             std::span<const std::int64_t> money,
                                             std::optional<double> degrees_of_freedom) {
    if (each.claim == 0) { return std::vector<double>(money.size(), 0.0); }
    const DefaultRisk one_factor{each.risk.pd, each.risk.correlation, {1.0, 0.0}};
    const ClaimClock clock(one_factor, each.by_month, degrees_of_freedom);
    DefaultChain chain(loans);
    const Integrand integrand = [&](const FactorPoint& point, double weight, std::span<double> sum) {
        const double multiplier = clock.multiplier(point);
        chain.restart();
        for (std::size_t t = 1; t <= money.size(); ++t) {
            chain.step(between(clock, t - 1, t, multiplier), static_cast<std::size_t>(money[t - 1] / each.claim));
            sum[t - 1] += weight * chain.survival();
        }
        return true;
    };
    const auto mixed = expectation(factor_space({&one_factor, 1}, degrees_of_freedom), money.size(), integrand);
    std::vector<double> depleted;
    for (const double survival : mixed->value) { depleted.push_back(1.0 - survival); }
    return depleted;
}

std::vector<double> depletion_within_limits(std::size_t loans, const TimedClaim& each, std::int64_t limit,
                                            std::span<const std::size_t> starts, std::size_t months,
                                            std::optional<double> degrees_of_freedom) {
    if (each.claim == 0) { return std::vector<double>(months, 0.0); }
    const DefaultRisk one_factor{each.risk.pd, each.risk.correlation, {1.0, 0.0}};
    const ClaimClock clock(one_factor, each.by_month, degrees_of_freedom);
    const auto most = static_cast<std::size_t>(limit / each.claim);
    DefaultChain before(loans); // at the start of the stretch
    const Integrand integrand = [&](const FactorPoint& point, double weight, std::span<double> sum) {
        const double multiplier = clock.multiplier(point);
        before.restart();
        for (std::size_t j = 0; j < starts.size() && starts[j] <= months; ++j) {
            const std::size_t last = j + 1 < starts.size() ? std::min(starts[j + 1] - 1, months) : months;
            DefaultChain now = before;
            // Defaults of a stretch only grow: its last month so far is the one that can bind.
            for (std::size_t t = starts[j]; t <= last; ++t) {
                now = before;
                now.step_within(between(clock, starts[j] - 1, t, multiplier), most);
                sum[t - 1] += weight * now.survival();
            }
            before = now;
        }
        return true;
    };
    const auto mixed = expectation(factor_space({&one_factor, 1}, degrees_of_freedom), months, integrand);
    std::vector<double> depleted;
    for (const double survival : mixed->value) { depleted.push_back(1.0 - survival); }
    return depleted;
}

} // namespace kdt::exact
