// The state of the economy on one path, and what it makes of PDs and recoveries.
#pragma once

#include "model.hpp"

#include <random>
#include <vector>

namespace plain {

using Rng = std::mt19937_64;

inline double uniform(Rng& rng) { return double(rng() >> 11) * 0x1p-53; }

class Credit {
public:
    explicit Credit(const Model& model);
    void start(Rng& rng);
    void next_period(Rng& rng);

    double default_probability(const Loan& loan) const { // in the exposure month after loan.age
        const size_t month = std::min(size_t(loan.age), step_of_month_.size() - 1);
        return probability_[size_t(loan.kind) * steps_.size() + step_of_month_[month]];
    }
    double draw_recovery(const Loan& loan, Rng& rng) const;
    double demand_shock() const { return shock_; }
    double macro() const;

private:
    struct Fixed {
        double hazard, log_survival, at_default, at_loss, norm;
        double centre, shift; // logit, CreditRisk+: c or Λ, and Frye and Jacobs' k
        bool moves;           // whether any factor reaches it
    };                        // of a kind, on all paths

    const Model& model_;
    std::vector<Fixed> fixed_;
    std::vector<std::vector<double>> start_root_, step_root_; // Cholesky factors of R and Q
    std::vector<double> steps_;                               // distinct values of the seasoning curve
    std::vector<size_t> step_of_month_;
    std::normal_distribution<double> normal_;

    int period_ = 0;
    std::vector<double> z_, used_; // carried on; with the stress's shift
    double shock_ = 1;
    std::vector<double> probability_, recovery_mean_;

    void solve(const Kind& kind, double p, Fixed& fixed) const;
    double conditional(const Kind& kind, const Fixed& fixed, double y, double intensity) const;
    double intensity(int sector) const;

    std::vector<double> correlated(const std::vector<std::vector<double>>& root, Rng& rng);
};

} // namespace plain
